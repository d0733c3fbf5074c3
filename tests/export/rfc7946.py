"""What RFC 7946 asks of GeoJSON, as far as a file can break it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}
FOREIGN = {"coordinates", "geometries", "geometry", "properties", "features"}
MEMBERS = {
    "FeatureCollection": {"features"},
    "Feature": {"geometry", "properties"},
    "GeometryCollection": {"geometries"},
}


def faults(value: Any) -> Iterator[str]:
    """What is wrong with an object of GeoJSON."""
    if not isinstance(value, dict):
        yield f"{value!r} is no object"
        return
    kind = value.get("type")
    if "crs" in value:
        yield "crs is no member any more (4)"
    if "bbox" in value:
        yield from box(value["bbox"])
    if kind in DEPTHS:
        yield from strange(value, {"coordinates"})
        yield from geometry(kind, value.get("coordinates"))
        return
    if kind not in MEMBERS:
        yield f"{kind!r} is no type (1.4)"
        return
    yield from strange(value, MEMBERS[kind])
    if kind == "Feature":
        if value.get("geometry", 0) is not None:
            yield from faults(value.get("geometry"))
        if not isinstance(value.get("properties", 0), dict | None):
            yield "properties are an object or null (3.2)"
        if not isinstance(value.get("id", ""), str | int | float):
            yield "an id is text or a number (3.2)"
        return
    parts = value.get("features" if kind == "FeatureCollection" else "geometries")
    if not isinstance(parts, list):
        yield f"{kind} without a list of parts (3.1.8, 3.3)"
        return
    for part in parts:
        if kind == "FeatureCollection" and isinstance(part, dict) and part.get("type") != "Feature":
            yield "a collection of features holds features (3.3)"
        yield from faults(part)


def strange(value: dict[str, Any], own: set[str]) -> Iterator[str]:
    """The members that mean something in an object of another type (7.1)."""
    for name in sorted(value.keys() & FOREIGN - own):
        yield f"{name} does not belong here (7.1)"


def geometry(kind: str, coordinates: Any) -> Iterator[str]:
    """What is wrong with coordinates."""
    for part in parts_of(coordinates, DEPTHS[kind]):
        if not isinstance(part, list) or not 2 <= len(part) <= 3 or not all(number(n) for n in part):
            yield f"{part!r} is no position (3.1.1)"
        elif not (-180 <= part[0] <= 180 and -90 <= part[1] <= 90):
            yield f"{part!r} is not longitude and latitude (4)"
    for ring, outer in rings(kind, coordinates):
        if len(ring) < 4 or ring[0] != ring[-1]:
            yield "a ring is closed and has four positions (3.1.6)"
        elif (area(ring) > 0) is not outer:
            yield "an outer ring turns left, an inner one right (3.1.6)"


def parts_of(value: Any, depth: int) -> Iterator[Any]:
    """The positions of coordinates that nest so deep."""
    if not depth or not isinstance(value, list):
        yield value
        return
    for part in value:
        yield from parts_of(part, depth - 1)


def rings(kind: str, coordinates: Any) -> Iterator[tuple[list[Any], bool]]:
    """The rings of polygons, and whether each is the outer one."""
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(kind, [])
    for polygon in polygons:
        yield from ((ring, not place) for place, ring in enumerate(polygon))


def area(ring: list[Any]) -> float:
    """Twice the area of a ring, below zero where it turns right."""
    return float(sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)))


def box(value: Any) -> Iterator[str]:
    """What is wrong with a bounding box."""
    if not isinstance(value, list) or len(value) not in (4, 6) or not all(number(n) for n in value):
        yield "a bbox has four or six numbers (5)"
    elif value[1] > value[len(value) // 2 + 1]:
        yield "the south of a bbox lies north of its north (5)"


def number(value: Any) -> bool:
    """Whether a value is a number of JSON."""
    return isinstance(value, int | float) and not isinstance(value, bool)
