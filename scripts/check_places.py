"""Checks what `rasid knowledge check` leaves out of the hand-made places: names that stand twice, disputed points.

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
    problems = [*check_shape(places), *check_words()]
    for problem in problems:
        print(problem)
    if arguments.reference or arguments.disputes:
        for dispute in find_disputes(places, load_known(arguments.reference)):
            print("disputed:", dispute)
    print(f"{len(places)} places, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
