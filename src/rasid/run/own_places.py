"""The places that a user has imported: kept in the user's own data folder, put beside the knowledge of each run.

The folder is ~/.local/share/rasid (or $XDG_DATA_HOME/rasid); RASID_DATA=folder puts it elsewhere, RASID_DATA=off does
without. Each import is a table and a note of where it is from. Their index is made anew where it is not in the cache.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from rasid.errors import InputError
from rasid.ingest.gazetteers import Imported
from rasid.knowledge import load, own_places
from rasid.knowledge.load import Knowledge
from rasid.knowledge.own_places import OwnPlaces, Table, beside, hash_of, joined, line_of, openings_of
from rasid.lang.ar import letters
from rasid.run.folders import users_folder

NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """Where an import is from."""

    name: str
    file: str
    digest: str  # SHA-256 of the file
    form: str
    columns: Mapping[str, str]
    country: str
    rows: int
    skipped: Mapping[str, int]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What an import changes in the places that are there under its name."""

    name: str
    rows: int
    added: int
    removed: int
    altered: int

    @property
    def none(self) -> bool:
        """Whether it changes nothing."""
        return not (self.added or self.removed or self.altered)


def data_folder() -> Path | None:
    """Where a user's own data is, or None where there is to be none."""
    return users_folder("RASID_DATA", "XDG_DATA_HOME", ".local", "share")


def places_folder() -> Path:
    """The folder of imports.

    Raises InputError where there is none to be.
    """
    folder = data_folder()
    if folder is None:
        raise InputError("there is no folder for your own places: RASID_DATA is off, or there is no home folder")
    return folder / "places"


def notes() -> list[Note]:
    """All imports by name.

    Raises InputError where a note is broken.
    """
    folder = data_folder()
    found = []
    for path in sorted((folder / "places").glob("*.json")) if folder is not None else ():
        try:
            found.append(msgspec.json.decode(path.read_bytes(), type=Note))
        except (OSError, msgspec.DecodeError) as error:
            raise InputError(f"{path}: cannot be read ({error}); remove it and import the places again") from error
    return found


def tables() -> list[Table]:
    """The tables of all imports by name.

    Raises InputError where one cannot be read.
    """
    folder = data_folder()
    found = []
    for path in sorted((folder / "places").glob("*.tsv")) if folder is not None else ():
        try:
            found.append(Table(path.stem, path.read_bytes()))
        except OSError as error:
            raise InputError(f"{path}: cannot be read ({error.strerror}); check that you may read it") from error
    return found


def table_of(imported: Imported) -> bytes:
    """The table in which an import is kept."""
    return "".join(line_of(row) for row in imported.rows).encode()


def change_by(name: str, table: bytes) -> Change:
    """What a table changes in the import of a name."""
    old = next((t.lines for t in tables() if t.name == name), b"")
    before, after = ({line.split(b"\t", 1)[0]: line for line in lines.splitlines()} for lines in (old, table))
    return Change(
        name=name,
        rows=len(after),
        added=len(after.keys() - before.keys()),
        removed=len(before.keys() - after.keys()),
        altered=sum(1 for key in after.keys() & before.keys() if after[key] != before[key]),
    )


def keep(note: Note, table: bytes) -> None:
    """Write an import; one of the same name is replaced.

    Raises InputError where the folder cannot be written.
    """
    folder = places_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(folder / f"{note.name}.tsv", table)
        write(folder / f"{note.name}.json", msgspec.json.format(msgspec.json.encode(note)) + b"\n")
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror}); name another with RASID_DATA") from error


def write(path: Path, data: bytes) -> None:
    """Write a file as a whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def remove(name: str) -> None:
    """Take an import away.

    Raises InputError where there is none of the name.
    """
    known = [note.name for note in notes()]
    if name not in known:
        raise InputError(f"{name!r}: no such import; there {'are ' + ', '.join(known) if known else 'is none'}")
    for suffix in (".tsv", ".json"):
        (places_folder() / f"{name}{suffix}").unlink(missing_ok=True)


def name_for(path: Path, said: str | None) -> str:
    """The name of an import: the one that is said, or one made of the file's.

    Raises InputError for a name that is none.
    """
    name = said if said is not None else re.sub("[^a-z0-9]+", "_", path.name.split(".")[0].lower()).strip("_")[:40]
    if not NAME.fullmatch(name):
        raise InputError(f"{name!r} is no name for an import; give one of small letters, digits, _ and - with --name")
    return name


def with_own_places(knowledge: Knowledge, cache: Path | None) -> Knowledge:
    """The knowledge with all imports beside it, their index from a cache folder where there is one.

    Raises InputError where an import cannot be read.
    """
    found = tables()
    if not found:
        return knowledge
    own = OwnPlaces(tuple(t.name for t in found), joined(found), {}, hash_of(found))
    file = cache / f"places-{fingerprint(own, knowledge)}.index" if cache is not None else None
    openings = fetch(file) if file is not None else None
    if openings is None:
        openings = openings_of(own.lines, knowledge)
        if file is not None:
            with suppress(OSError):
                file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                write(file, msgspec.msgpack.encode(openings))
                drop_others(file)
    return beside(knowledge, OwnPlaces(own.names, own.lines, openings, own.hash))


def fetch(file: Path) -> dict[str, list[int]] | None:
    """An index out of the cache, or None where there is none that is whole."""
    try:
        return msgspec.msgpack.decode(file.read_bytes(), type=dict[str, list[int]])
    except (OSError, msgspec.DecodeError):
        return None


def drop_others(file: Path, most: int = 3) -> None:
    """Take old indexes away."""
    present: Sequence[Path] = sorted(file.parent.glob("places-*.index"), key=lambda p: p.stat().st_mtime, reverse=True)
    for old in present[most:]:
        old.unlink(missing_ok=True)


def fingerprint(own: OwnPlaces, knowledge: Knowledge) -> str:
    """A name for an index: of the imports, the sheets, and the code that makes keys."""
    digest = hashlib.sha256(f"{own.hash}\0{knowledge.hash}\0".encode())
    for module in (letters, load, own_places):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()[:24]
