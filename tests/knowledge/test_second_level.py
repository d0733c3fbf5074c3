"""Second-level divisions of the region: how many of those there are have a name of their own in the knowledge."""

from __future__ import annotations

from functools import cache

import pytest

from rasid.model import PlaceRef
from tests.build import reader, reading

# How many second-level divisions there are, as the authors remember the count of the office named (not looked up), and
# how many have a row of their own here; the others are found as towns of the name, or not: docs/divisions.md.
COUNTED = {
    "AFG": (401, 398),  # districts, Central Statistics Organization; three in four named by rule
    "BFA": (45, 45),  # provinces, before 2025
    "DZA": (547, 524),  # dairas, Ministry of the Interior
    "EGY": (190, 152),  # markaz and towns with a council
    "IRN": (429, 390),  # counties, Statistical Center of Iran
    "JOR": (51, 47),  # districts (liwa), Department of Statistics
    "LBN": (26, 7),  # cazas
    "LBY": (148, 70),  # municipalities and districts
    "MAR": (75, 57),  # provinces and prefectures, division of 2015
    "MLI": (49, 41),  # cercles, before the law of 2023
    "MRT": (63, 51),  # departments, 2021
    "NER": (63, 51),  # departments, law of 2011
    "NGA": (774, 754),  # local government areas, constitution; most named by rule
    "OMN": (63, 54),  # wilayats, decree of 2022
    "PAK": (160, 157),  # districts
    "SAU": (136, 95),  # governorates
    "SDN": (189, 82),  # localities
    "SOM": (90, 65),  # districts
    "SSD": (79, 70),  # counties, division of 2011
    "SYR": (65, 5),  # districts (mantiqa)
    "TCD": (120, 106),  # departments
    "TUN": (264, 238),  # delegations, INS 2014
    "TUR": (973, 911),  # districts (ilce), Ministry of the Interior; most named by rule
    "YEM": (333, 250),  # districts
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
        ("وقعت اشتباكات في محلية نتيقة بولاية جنوب دارفور", "Nitega District"),
        ("قتل شخصان في قضاء تورغوتلو بولاية مانيسا غربي تركيا", "Turgutlu District"),
        ("هاجم مسلحون قرية في منطقة موكوا بولاية النيجر في نيجيريا", "Mokwa District"),
        ("اندلع حريق في دائرة عين الملح بولاية المسيلة الجزائرية", "Ain El Melh Daira"),
        ("أغلقت الشرطة الطريق في مقاطعة باسكنو شرقي موريتانيا قرب حدود مالي", "Bassikounou"),
        ("قصفت طائرات مواقع في منطقة بغران بولاية هلمند الأفغانية", "Baghran District"),
        ("اشتبك مسلحون في بلدية العويلية بشرق ليبيا", "Al Uwayliyah District"),
    ],
)
def test_a_division_is_found_behind_the_noun_for_it(text: str, name: str) -> None:
    assert name in [m.value.name for m in reading(text).mentions if isinstance(m.value, PlaceRef)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("دعا الوزير إلى السلام في العراق قبل نهاية العام", "السلام"),
        ("خرجت مظاهرات في بغداد ومدن الجنوب منذ مطلع الشهر", "الجنوب"),
        ("حذر مركز الشهداء للدراسات في القاهرة من عودة العنف", "الشهداء"),
        ("تنشط جماعات مسلحة في منطقة الساحل الأفريقي", "الساحل"),
        ("كيانا سياسيا جديدا أعلن عنه في نيجيريا", "كيانا"),
    ],
)
def test_a_word_is_no_division_for_being_the_name_of_one(text: str, word: str) -> None:
    at = text.index(word)
    found = [m.value for m in reading(text).mentions if isinstance(m.value, PlaceRef) and m.span.end > at]
    assert not [ref for ref in found if ref.type in ("district", "subdistrict") and ref.entry]
