"""Checks of places: shapes of countries, distance from parents, precision and origin."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rasid.knowledge.geography import RULES, outlines, outside_country
from rasid.knowledge.load import load_sheet
from tests.build import reader

PARENT = (
    "  - {id: p, name: Aleppo Governorate, names: [فلان], country: SYR, type: governorate, lat: '36.2', lon: '37.5',"
    " precision: '60', parent: Syria, origin: own}\n"
    "  - {id: c, name: Syria, names: [علان], country: SYR, type: country}\n"
)
PLACE = (
    "  - {id: x, name: X, names: [هيان], country: SYR, type: town, lat: '36.4', lon: '37.2', precision: '3',"
    " parent: Aleppo Governorate, origin: own}\n"
)


def faults(place: str) -> list[str]:
    sheet = load_sheet("sheet.yaml", f"kind: place\nentries:\n{PARENT}{place}")
    knowledge = replace(reader().knowledge, sheets=(sheet,), gazetteer=(), _memo={})
    return [str(fault) for rule in RULES for fault in rule(knowledge, {})]


def test_a_place_in_its_country_and_by_its_parent_has_no_fault() -> None:
    assert faults(PLACE) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("lat: '36.4'", "lat: '37.4'", "km outside SYR"),
        ("country: SYR", "country: IRQ", "km outside IRQ"),
        ("lat: '36.4', lon: '37.2'", "lat: '32.8', lon: '36.2'", "is 396 km off, more than 150"),
        ("Aleppo Governorate", "Nowhere", "is no place"),
        ("precision: '3'", "precision: ''", "is no precision"),
        ("origin: own", "origin: hearsay", "is no origin of a position"),
    ],
)
def test_each_rule_is_broken_once(old: str, new: str, said: str) -> None:
    found = faults(PLACE.replace(old, new))
    assert any(said in fault for fault in found), found


@pytest.mark.parametrize(
    ("point", "country", "precision", "kind", "inside"),
    [
        ((33.51, 36.29), "SYR", 2.0, "city", True),  # Damascus
        ((33.12, 35.78), "SYR", 2.0, "town", True),  # the Golan, which no outline has
        ((33.12, 35.78), "ISR", 2.0, "town", True),
        ((31.77, 35.30), "ISR", 2.0, "town", True),  # a settlement in the West Bank
        ((9.6, 28.43), "SSD", 2.0, "town", True),  # Abyei
        ((34.42, 40.92), "IRQ", 2.0, "town", False),  # Hajin
        ((34.4, 41.0), "IRQ", 10.0, "town", True),  # the same stretch, told roughly
        ((24.0, 37.5), "SAU", 2.0, "port", True),  # off the coast
        ((24.0, 37.0), "SAU", 2.0, "town", False),
        ((28.7, 49.0), "KWT", 5.0, "field", True),  # under the sea
        ((20.0, 62.0), "OMN", 5.0, "sea", True),
    ],
)
def test_what_counts_as_inside(
    point: tuple[float, float], country: str, precision: float, kind: str, inside: bool
) -> None:
    assert (outside_country(point, country, precision, kind) == 0.0) is inside


def test_every_country_of_a_place_has_an_outline() -> None:
    knowledge = reader().knowledge
    countries = {entry.country for entry in knowledge.places if entry.lat and entry.country}
    assert countries - outlines().keys() == set()
