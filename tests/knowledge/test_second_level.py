"""Second-level divisions of the region: how many of those there are have a name of their own in the knowledge."""

from __future__ import annotations

from functools import cache

import pytest

from rasid.model import PlaceRef
from tests.build import reader, reading

# How many second-level divisions there are, as the authors remember the count of the office named (not looked up), and
# how many have a row of their own here; the others are found as towns of the name, or not.
COUNTED = {
    "AFG": (401, 71),  # districts, Central Statistics Organization
    "BFA": (45, 12),  # provinces, before 2025
    "DZA": (547, 439),  # dairas, Ministry of the Interior
    "IRN": (429, 300),  # counties, Statistical Center of Iran
    "JOR": (51, 48),  # districts (liwa), Department of Statistics
    "LBN": (26, 7),  # cazas
    "MAR": (75, 40),  # provinces and prefectures, division of 2015
    "MLI": (49, 36),  # cercles, before the law of 2023
    "NER": (63, 21),  # departments, law of 2011
    "NGA": (774, 99),  # local government areas, constitution
    "OMN": (63, 54),  # wilayats, decree of 2022
    "PAK": (160, 55),  # districts
    "SAU": (136, 95),  # governorates
    "SDN": (189, 22),  # localities
    "SSD": (79, 32),  # counties, division of 2011
    "SYR": (65, 7),  # districts (mantiqa)
    "TCD": (120, 91),  # departments
    "TUN": (264, 237),  # delegations, INS 2014
    "TUR": (973, 63),  # districts (ilce), Ministry of the Interior
}


@cache
def found(country: str) -> frozenset[str]:
    ours = reader().knowledge
    rows = {r.id for r in ours.gazetteer if r.country == country and r.type == "district"}
    return frozenset(rows | {e.id for e in ours.places if e.country == country and e.type == "district"})


@pytest.mark.parametrize("country", sorted(COUNTED))
def test_a_country_has_its_share_of_second_level_divisions(country: str) -> None:
    there, least = COUNTED[country]
    share = len(found(country)) / there
    assert len(found(country)) >= least, f"{country}: {len(found(country))} of {there} ({share:.0%})"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("اندلعت مواجهات في معتمدية حاجب العيون وسط تونس", "Hajeb El Ayoun Delegation"),
        ("هاجم مسلحون قرية في منطقة شينكافي بولاية زامفارا", "Shinkafi District"),
        ("سيطرت طالبان على مديرية خاكريز في ولاية قندهار", "Khakrez District"),
    ],
)
def test_a_division_is_found_behind_the_noun_for_it(text: str, name: str) -> None:
    assert name in [m.value.name for m in reading(text).mentions if isinstance(m.value, PlaceRef)]
