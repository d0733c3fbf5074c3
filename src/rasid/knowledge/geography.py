"""Checks of places: positions are whole, tell precision and origin, and lie in their country and by their parent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import asin, cos, hypot, radians, sin, sqrt

from rasid.knowledge.fault import Fault, Rule, Schemes, entries
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import PlaceEntry

Point = tuple[float, float]  # latitude, longitude
Edge = tuple[float, float, float, float]  # longitude and latitude of both ends

DEGREE = 111.2  # km
BAND = 0.5  # degrees of latitude by which edges are listed
BORDER = 2.0  # km by which a place of exact position may lie outside: outlines are thinned, borders run through towns
MOST = 10.0  # km outside that a rough position excuses
AFLOAT = 40.0  # km outside for what lies in or by the sea: outlines have no small islands
WATERS = frozenset({"sea", "gulf", "strait", "island", "port", "canal", "lake", "river"})
# Territory that several countries hold or claim: in whose shape a place of the first may lie, too.
CLAIMED: Mapping[str, tuple[str, ...]] = {
    "EGY": ("SDN",),
    "ESH": ("MAR",),
    "IND": ("PAK", "CHN"),
    "ISR": ("PSE", "SYR"),
    "LBN": ("SYR", "ISR"),
    "MAR": ("ESH",),
    "PAK": ("IND",),
    "PSE": ("ISR",),
    "RUS": ("UKR",),
    "SDN": ("EGY", "SSD"),
    "SSD": ("SDN",),
    "SYR": ("ISR", "LBN"),
    "UKR": ("RUS",),
}
UNSHAPED = frozenset({"country", "sea", "gulf"})  # kinds that need not lie inside one country
OFFSHORE = 120.0  # km outside for fields of oil and gas
CROSSING = 8.0  # km outside for crossings: their buildings stand on both sides
# Land that no outline has, for its size or because of who holds it: south, west, north, east.
UNDRAWN: Mapping[str, tuple[float, float, float, float]] = {
    "ESP": (35.2, -5.4, 36.0, -2.9),
    "ITA": (35.4, 12.3, 35.9, 12.9),
    "ISR": (32.6, 35.6, 33.4, 35.95),
    "LBN": (33.2, 35.6, 33.4, 35.8),
    "SDN": (9.2, 27.8, 10.2, 29.1),
    "SSD": (9.2, 27.8, 10.2, 29.1),
    "SYR": (32.6, 35.6, 33.4, 35.95),
}
# Kilometres from the point of what a place lies in: of a division, this many times its own extent; else fixed.
TIMES, LEAST = 2.5, 40.0
WITHIN: Mapping[str, float] = {"city": 30.0, "town": 15.0, "village": 8.0, "camp": 6.0, "quarter": 6.0, "base": 10.0}
GAZETTEER = "places/gazetteer.tsv"
SAYS = ("own", "gn.", "wof.", "iso.")  # how an origin begins


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a country: its edges by bands of latitude, and by how many kilometres its lines may be off."""

    edges: Mapping[int, tuple[Edge, ...]]
    tolerance: float

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside."""
        lat, lon = point
        inside = False
        for x1, y1, x2, y2 in self.edges.get(int(lat // BAND), ()):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
        return inside

    def outside(self, point: Point, reach: float) -> float:
        """How many kilometres a point lies outside, as far as a reach; infinite beyond it."""
        if self.holds(point):
            return 0.0
        bands = int(reach / DEGREE / BAND) + 1
        here = int(point[0] // BAND)
        near = {edge for band in range(here - bands, here + bands + 1) for edge in self.edges.get(band, ())}
        found = min((away(point, edge) for edge in near), default=float("inf"))
        return found if found <= reach else float("inf")


def away(point: Point, edge: Edge) -> float:
    """How many kilometres a point lies from an edge, on a plane around the point."""
    wide = DEGREE * cos(radians(point[0]))
    ax, ay = (edge[0] - point[1]) * wide, (edge[1] - point[0]) * DEGREE
    bx, by = (edge[2] - point[1]) * wide, (edge[3] - point[0]) * DEGREE
    x, y = bx - ax, by - ay
    length = x * x + y * y
    share = 0.0 if length == 0.0 else max(0.0, min(1.0, -(ax * x + ay * y) / length))
    return hypot(ax + share * x, ay + share * y)


@cache
def outlines() -> Mapping[str, Outline]:
    """The outlines of countries by their codes."""
    text = resources.files("rasid.knowledge").joinpath("shapes", "outlines.tsv").read_text(encoding="utf-8")
    edges: defaultdict[str, defaultdict[int, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    tolerance = {}
    for line in text.splitlines():
        country, off, said = line.split("\t")
        tolerance[country] = float(off)
        numbers = [int(number) / 100 for number in said.split()]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
            for band in range(int(min(y1, y2) // BAND), int(max(y1, y2) // BAND) + 1):
                edges[country][band].append((x1, y1, x2, y2))
    return {
        country: Outline({band: tuple(found) for band, found in bands.items()}, tolerance[country])
        for country, bands in edges.items()
    }


def kilometres(a: Point, b: Point) -> float:
    """Great-circle distance of two points."""
    p, q = radians(a[0]), radians(b[0])
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b[1] - a[1]) / 2) ** 2
    return 12742.0 * asin(min(1.0, sqrt(h)))


def outside_country(point: Point, country: str, precision: float, kind: str) -> float:
    """How many kilometres a place lies outside of its country and of those that hold or claim parts of it, or 0.0 where
    that is within what its kind and its precision allow.
    """
    shape = outlines().get(country)
    south, west, north, east = UNDRAWN.get(country, (0.0, 0.0, 0.0, 0.0))
    if shape is None or kind in UNSHAPED or (south < point[0] < north and west < point[1] < east):
        return 0.0
    allowed = AFLOAT if kind in WATERS else OFFSHORE if kind == "field" else max(BORDER, min(precision, MOST))
    allowed += shape.tolerance + (CROSSING if kind == "crossing" else 0.0)
    off = shape.outside(point, 500.0)
    if off <= allowed or any(outlines()[other].holds(point) for other in CLAIMED.get(country, ())):
        return 0.0
    return off


def position(entry: PlaceEntry) -> Point | None:
    """The point of a place, or None where it has none or one that is no point."""
    try:
        return float(entry.lat), float(entry.lon)
    except ValueError:
        return None


def places(knowledge: Knowledge) -> Iterator[tuple[str, PlaceEntry]]:
    """Every hand-made place with its file."""
    for file, _, entry in entries(knowledge):
        if isinstance(entry, PlaceEntry):
            yield file, entry


def check_positions(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Positions of places are degrees, both or none."""
    del schemes
    for file, entry in places(knowledge):
        if not (entry.lat or entry.lon):
            continue
        point = position(entry)
        if point is None or abs(point[0]) > 90.0 or abs(point[1]) > 180.0:
            fix = "write degrees such as 33.42, both lat and lon"
            yield Fault(file, entry.id, f"{entry.lat}, {entry.lon}", "is no position", fix)


def check_origins(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """A position tells how exact it is and, but for countries, where it is from."""
    del schemes
    for file, entry in places(knowledge):
        if position(entry) is None:
            continue
        if not entry.precision.replace(".", "", 1).isdigit() or float(entry.precision) <= 0.0:
            yield Fault(file, entry.id, entry.precision, "is no precision", "write how many kilometres it may be off")
        if entry.type != "country" and not entry.origin.startswith(SAYS):
            fix = "write `own` where it is estimated, or gn., wof., iso. with the number or code looked up"
            yield Fault(file, entry.id, entry.origin, "is no origin of a position", fix)


def check_shapes(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Places lie in the shape of their country."""
    del schemes
    fix = "mend the position or the country"
    for file, entry in places(knowledge):
        point = position(entry)
        if point is not None and entry.precision.replace(".", "", 1).isdigit():
            off = outside_country(point, entry.country, float(entry.precision), entry.type)
            if off:
                yield Fault(
                    file, entry.id, f"{entry.lat}, {entry.lon}", f"lies {off:.0f} km outside {entry.country}", fix
                )
    for row in knowledge.gazetteer:
        off = outside_country((row.lat, row.lon), row.country, max(row.precision, 5.0), row.type)
        if off:
            where = f"{row.lat}, {row.lon}"
            yield Fault(GAZETTEER, row.id, where, f"lies {off:.0f} km outside {row.country}", fix)


@dataclass(frozen=True, slots=True)
class Holder:
    """What another place lies in: a point, how far from it a place in it may lie, and the country."""

    point: Point
    reach: float
    country: str
    type: str


def holders(knowledge: Knowledge) -> Mapping[str, list[Holder]]:
    """Places by the names under which others name them as their parents."""
    found: defaultdict[str, list[Holder]] = defaultdict(list)
    for _, entry in places(knowledge):
        point = position(entry)
        if point is not None and entry.precision.replace(".", "", 1).isdigit():
            reach = WITHIN.get(entry.type, max(LEAST, TIMES * float(entry.precision)))
            found[entry.name].append(Holder(point, reach, entry.country, entry.type))
    for row in knowledge.gazetteer:
        found[row.name].append(Holder((row.lat, row.lon), WITHIN.get(row.type, LEAST), row.country, row.type))
    return found


def located(knowledge: Knowledge) -> Iterable[tuple[str, str, str, Point, float, str, str]]:
    """File, id, country, point, precision, type and parent of every place."""
    for file, entry in places(knowledge):
        point = position(entry)
        if point is not None and entry.precision.replace(".", "", 1).isdigit():
            yield file, entry.id, entry.country, point, float(entry.precision), entry.type, entry.parent
    for row in knowledge.gazetteer:
        yield GAZETTEER, row.id, row.country, (row.lat, row.lon), row.precision, row.type, row.parent


def check_parents(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """What a place lies in is a place, and near it; a country is checked by its shape."""
    del schemes
    known = holders(knowledge)
    named = {entry.name for _, entry in places(knowledge)} | {row.parent for row in knowledge.gazetteer}
    for file, id, country, point, precision, _, parent in located(knowledge):
        here = known.get(parent, [])
        if parent and not here and parent not in named:
            yield Fault(file, id, parent, "is no place", "name a place of the sheets as its parent, or add it")
        bounds = [h for h in here if h.country == country and h.type != "country"]
        if file == GAZETTEER:  # its parents are divisions: a town of the name does not tell how far they reach
            bounds = [h for h in bounds if h.type not in WITHIN]
        if not bounds or any(h.type == "country" for h in here):
            continue
        near = min(bounds, key=lambda h: kilometres(point, h.point) - h.reach)
        off = kilometres(point, near.point)
        if off > near.reach + min(precision, near.reach):
            fix = "mend its position, its parent, or the extent (precision) of the parent"
            yield Fault(file, id, parent, f"is {off:.0f} km off, more than {near.reach:.0f}", fix)


RULES: tuple[Rule, ...] = (check_positions, check_origins, check_shapes, check_parents)
