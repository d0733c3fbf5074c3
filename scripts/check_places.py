"""Checks the hand-made places: shape, unique ids, parents that exist, points inside their countries.

    python scripts/check_places.py                              # exit code 1 when something is wrong
    python scripts/check_places.py --reference places.tsv.gz    # also prints points that a reference table disputes

A reference table has the columns id, country, placetype, name_en, names_ar, lat, lon; it decides nothing: two villages
often share a name.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from rasid.knowledge.sheet import PlaceEntry, PlaceWordEntry  # noqa: E402

PLACES = ROOT / "src" / "rasid" / "knowledge" / "data" / "places"
WORDS = ROOT / "src" / "rasid" / "knowledge" / "data" / "ar" / "place_words.yaml"

# South, west, north, east in degrees, with the waters that belong to the country.
BOXES: dict[str, tuple[float, float, float, float]] = {
    "AFG": (29.3, 60.4, 38.6, 75.0),
    "ARE": (22.5, 51.4, 26.4, 56.6),
    "BFA": (9.3, -5.6, 15.2, 2.5),
    "BHR": (25.5, 50.2, 26.5, 51.0),
    "CHN": (18.0, 73.4, 53.6, 134.9),
    "CMR": (1.6, 8.3, 13.2, 16.3),
    "COD": (-13.6, 12.0, 5.5, 31.4),
    "CUB": (19.6, -85.1, 23.4, -74.0),
    "CYP": (34.4, 32.1, 35.8, 34.7),
    "DJI": (10.8, 41.6, 12.8, 43.5),
    "DZA": (18.9, -8.8, 37.3, 12.1),
    "EGY": (21.9, 24.6, 31.8, 37.0),
    "ERI": (12.3, 36.3, 18.1, 43.3),
    "ESH": (20.7, -17.2, 27.8, -8.6),
    "ESP": (27.5, -18.3, 43.9, 4.5),
    "ETH": (3.3, 32.9, 15.0, 48.1),
    "FRA": (41.2, -5.3, 51.2, 9.7),
    "GBR": (49.8, -8.7, 61.0, 1.9),
    "GEO": (41.0, 39.8, 43.7, 46.8),
    "IND": (6.6, 68.0, 35.8, 97.5),
    "IRN": (24.8, 43.9, 39.9, 63.4),
    "IRQ": (28.9, 38.7, 37.5, 48.9),
    "ISR": (29.4, 34.1, 33.45, 35.95),
    "ITA": (35.2, 6.5, 47.2, 18.7),
    "JOR": (29.1, 34.8, 33.5, 39.4),
    "KEN": (-4.8, 33.8, 5.1, 42.0),
    "KWT": (28.4, 46.5, 30.2, 49.3),
    "LBN": (33.0, 35.0, 34.75, 36.7),
    "LBY": (19.4, 9.3, 33.3, 25.3),
    "MAR": (27.6, -13.3, 36.0, -0.9),
    "MLI": (10.1, -12.3, 25.1, 4.4),
    "MMR": (9.6, 92.1, 28.6, 101.2),
    "MOZ": (-27.0, 30.1, -10.3, 41.0),
    "MRT": (14.6, -17.2, 27.4, -4.7),
    "NER": (11.6, 0.1, 23.6, 16.1),
    "NGA": (4.2, 2.6, 14.0, 14.8),
    "OMN": (16.5, 51.9, 26.6, 60.0),
    "PAK": (23.6, 60.8, 37.2, 77.9),
    "PHL": (4.5, 116.8, 21.3, 126.7),
    "PSE": (31.15, 34.15, 32.6, 35.65),
    "QAT": (24.4, 50.7, 26.3, 51.8),
    "RUS": (41.1, 19.5, 82.0, 180.0),
    "SAU": (16.0, 34.4, 32.3, 55.8),
    "SDN": (8.6, 21.7, 23.3, 38.7),
    "SOM": (-1.8, 40.9, 12.1, 51.5),
    "SSD": (3.4, 23.4, 12.3, 36.0),
    "SYR": (32.2, 35.6, 37.4, 42.5),
    "TCD": (7.4, 13.4, 23.6, 24.1),
    "TUN": (30.1, 7.4, 37.6, 11.7),
    "TUR": (35.7, 25.5, 42.3, 44.9),
    "UKR": (44.2, 22.1, 52.5, 40.3),
    "USA": (18.0, -180.0, 72.0, -66.0),
    "YEM": (11.8, 41.7, 19.1, 54.8),
}
ALPHA2 = {"IQ": "IRQ", "SY": "SYR", "LB": "LBN", "PS": "PSE", "YE": "YEM", "SD": "SDN", "LY": "LBY"}
WIDE = frozenset(
    ["country", "sea", "gulf", "strait", "river", "region", "road", "desert", "governorate", "province", "state"]
)
NAME = re.compile(
    "[0-9\u0621-\u063a\u0641-\u064a]+(?: [0-9A-Z\u0621-\u063a\u0641-\u064a]+)*|[\u0621-\u064a ]*[A-Z][0-9]"
)
FAR = 15.0


def load_sheet(path: Path, kind: str) -> list[object]:
    """The raw entries of one sheet; stops with a message when the sheet is of another kind."""
    with path.open(encoding="utf-8") as stream:
        sheet = yaml.load(stream, yaml.CBaseLoader)
    if sheet.get("kind") != kind:
        raise SystemExit(f"{path.name}: kind is {sheet.get('kind')!r}, not {kind!r}")
    entries: list[object] = sheet["entries"]
    return entries


def load_places() -> Iterator[tuple[str, PlaceEntry]]:
    """Every hand-made place with the name of its sheet."""
    for path in sorted(PLACES.glob("*.yaml")):
        if path.name == "ORIGIN.yaml":
            continue
        for entry in msgspec.convert(load_sheet(path, "place"), list[PlaceEntry]):
            yield path.name, entry


def load_gazetteer() -> list[dict[str, str]]:
    """The rows of the imported gazetteer."""
    with (PLACES / "gazetteer.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points of latitude and longitude."""
    south, west, north, east = map(math.radians, (*one, *other))
    half = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def fold(name: str) -> str:
    """The name with the letters that spelling mixes up made one, without articles and spaces."""
    table = str.maketrans("\u0623\u0625\u0622\u0649\u0629\u0624\u0626", "\u0627\u0627\u0627\u064a\u0647\u0648\u064a")
    words = name.translate(table).replace("-", " ").split()
    return "".join(word[2:] if word.startswith("\u0627\u0644") and len(word) > 4 else word for word in words)


def check_shape(places: list[tuple[str, PlaceEntry]]) -> Iterator[str]:
    """Problems of ids, names, numbers and parents."""
    seen: dict[str, str] = {}
    parents = {entry.name for _, entry in places} | {row["parent"] for row in load_gazetteer()}
    for sheet, entry in places:
        where = f"{sheet}: {entry.id}"
        if entry.id in seen:
            yield f"{where}: id also in {seen[entry.id]}"
        seen[entry.id] = sheet
        if not re.fullmatch(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*", entry.id):
            yield f"{where}: an id is made of a-z, 0-9, _ and dots"
        if not entry.names and not entry.shared:
            yield f"{where}: no name"
        folded = Counter(fold(name) for name in [*entry.names, *entry.shared])
        for name in [*entry.names, *entry.shared]:
            if not NAME.fullmatch(name):
                yield f"{where}: {name!r} has a character that is no plain letter of Arabic"
            if folded[fold(name)] > 1:
                yield f"{where}: {name!r} stands twice"
        if entry.parent and entry.parent not in parents:
            yield f"{where}: parent {entry.parent!r} is no place"
        for number in (entry.lat, entry.lon, entry.precision):
            if not re.fullmatch(r"-?\d+(?:\.\d+)?", number):
                yield f"{where}: {number!r} is no number"


def check_boxes(places: list[tuple[str, PlaceEntry]]) -> Iterator[str]:
    """Places that lie outside their country."""
    for sheet, entry in places:
        if not entry.country or entry.type == "country":
            continue
        if entry.country not in BOXES:
            yield f"{sheet}: {entry.id}: {entry.country} has no box in this script"
            continue
        south, west, north, east = BOXES[entry.country]
        if not (south <= float(entry.lat) <= north and west <= float(entry.lon) <= east):
            yield f"{sheet}: {entry.id}: {entry.lat}, {entry.lon} lies outside {entry.country}"


def check_words() -> Iterator[str]:
    """Problems of the place words."""
    words = msgspec.convert(load_sheet(WORDS, "place_word"), list[PlaceWordEntry])
    for entry_id, count in Counter(entry.id for entry in words).items():
        if count > 1:
            yield f"{WORDS.name}: {entry_id}: id stands {count} times"
    for form, count in Counter(form for entry in words for form in entry.forms).items():
        if count > 1:
            yield f"{WORDS.name}: {form!r} stands {count} times"
    for entry in words:
        if entry.keep not in ("yes", "no"):
            yield f"{WORDS.name}: {entry.id}: keep is yes or no"
        for example in entry.examples:
            for found in example.finds:
                if example.text.split().count(found) != 1:
                    yield f"{WORDS.name}: {entry.id}: {found!r} does not stand exactly once in its example"


Known = dict[tuple[str, str], list[tuple[float, float]]]


def load_known(reference: Path | None) -> Known:
    """Points by country and folded name, from the gazetteer and from a reference table when one is given."""
    known: Known = defaultdict(list)
    for row in load_gazetteer():
        for name in f"{row['names_ar']}|{row['shared_ar']}".split("|"):
            known[row["country"], fold(name)].append((float(row["lat"]), float(row["lon"])))
    if reference:
        with gzip.open(reference, "rt", encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                country = ALPHA2.get(row["country"], row["country"])
                for name in row["names_ar"].split("|"):
                    if row["lat"]:
                        known[country, fold(name)].append((float(row["lat"]), float(row["lon"])))
    return known


def find_disputes(places: list[tuple[str, PlaceEntry]], known: Known) -> Iterator[str]:
    """Places of which every namesake in the country lies farther off than their precision allows."""
    for sheet, entry in places:
        if entry.type in WIDE:
            continue
        here = float(entry.lat), float(entry.lon)
        others = [
            point for name in [*entry.names, *entry.shared] for point in known.get((entry.country, fold(name)), [])
        ]
        if not others:
            continue
        nearest = min(others, key=lambda point: distance(here, point))
        off = distance(here, nearest)
        if off > max(FAR, 2 * float(entry.precision)):
            yield f"{sheet}: {entry.id} ({entry.names or entry.shared}): nearest namesake {off:.0f} km off at {nearest}"


def main() -> int:
    """Prints what is wrong and what is disputed."""
    parser = argparse.ArgumentParser(description="Checks the hand-made places.")
    parser.add_argument("--reference", type=Path, help="gzipped table of places to compare with")
    parser.add_argument("--disputes", action="store_true", help="compare with the gazetteer's points too")
    arguments = parser.parse_args()
    places = list(load_places())
    problems = [*check_shape(places), *check_boxes(places), *check_words()]
    for problem in problems:
        print(problem)
    if arguments.reference or arguments.disputes:
        for dispute in find_disputes(places, load_known(arguments.reference)):
            print("disputed:", dispute)
    print(f"{len(places)} places, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
