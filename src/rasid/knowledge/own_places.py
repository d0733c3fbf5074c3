"""Places of a user's own: imported tables that stand beside the sheets and are looked up without being loaded whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rasid.knowledge.load import GazetteerRow, Knowledge

COLUMNS = ("id", "name_en", "names_ar", "country", "type", "lat", "lon", "precision_km", "parent", "population")


@dataclass(frozen=True, slots=True)
class Table:
    """One import: its name and its rows, a line each, without a heading."""

    name: str
    lines: bytes


@dataclass(frozen=True, slots=True)
class OwnPlaces:
    """Imported places. `openings` tells by the key of a name's first word at which bytes of `lines` its rows begin."""

    names: tuple[str, ...]
    lines: bytes
    openings: Mapping[str, Sequence[int]]
    hash: str

    def opening(self, key: str) -> Iterator[GazetteerRow]:
        """The places with a name whose first word has a key."""
        for at in self.openings.get(key, ()):
            yield row_of(self.lines[at : self.lines.index(b"\n", at)].decode())

    def rows(self) -> Iterator[GazetteerRow]:
        """All places, import by import."""
        for line in self.lines.decode().splitlines():
            yield row_of(line)


def line_of(row: GazetteerRow) -> str:
    """A place as a line of a table."""
    cells = (
        row.id,
        row.name,
        "|".join(row.names),
        row.country,
        row.type,
        f"{row.lat:.5f}",
        f"{row.lon:.5f}",
        f"{row.precision:g}",
        row.parent,
        str(row.population or ""),
    )
    return "\t".join(" ".join(cell.split()) for cell in cells) + "\n"


def row_of(line: str) -> GazetteerRow:
    """The place in a line of a table."""
    place, name, names, country, kind, lat, lon, precision, parent, population = line.split("\t")
    return GazetteerRow(
        place, name, tuple(names.split("|")), country, kind, float(lat), float(lon), float(precision), parent,
        int(population or 0), "",
    )  # fmt: skip


def hash_of(tables: Sequence[Table]) -> str:
    """A name for the contents of some imports."""
    digest = hashlib.sha256()
    for table in tables:
        digest.update(f"{table.name}\0{len(table.lines)}\0".encode())
        digest.update(table.lines)
    return digest.hexdigest()[:16]


def joined(tables: Sequence[Table]) -> bytes:
    """The lines of some imports, each place's id led by the name of its import."""
    parts = []
    for table in tables:
        head = f"own.{table.name}.".encode()
        parts += [head + line for line in table.lines.splitlines(keepends=True)]
    return b"".join(parts)


def openings_of(lines: bytes, knowledge: Knowledge) -> dict[str, list[int]]:
    """At which bytes the rows begin that have a name which opens with a word, by the word's key."""
    found: dict[str, list[int]] = {}
    at = 0
    for line in lines.splitlines(keepends=True):
        names = line.split(b"\t", 3)[2].decode()
        for key in dict.fromkeys(opening_key(name, knowledge) for name in names.split("|")):
            if key:
                found.setdefault(key, []).append(at)
        at += len(line)
    return found


def opening_key(name: str, knowledge: Knowledge) -> str:
    """The key under which a name is looked up: of its first word, with the article where it is all of the name."""
    words = name.split()
    if not words:
        return ""
    definite = knowledge.spelling.definite(name) if len(words) == 1 else ""
    return definite or knowledge.key(words[0])


def beside(knowledge: Knowledge, own: OwnPlaces) -> Knowledge:
    """The same knowledge with a user's own places, under a hash that names both."""
    together = hashlib.sha256(f"{knowledge.hash}\0{own.hash}".encode()).hexdigest()[:16]
    return replace(knowledge, hash=together, own=own)
