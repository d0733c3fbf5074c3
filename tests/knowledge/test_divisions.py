"""First-level divisions of the region: as many as ISO 3166-2 lists, and found by their Arabic names."""

from __future__ import annotations

from functools import cache

import pytest

from rasid.model import PlaceRef
from tests.build import reader, reading

# How many first-level divisions ISO 3166-2 lists, and the kinds as which the sheets have them; cities that are a
# division of their own, and stand in the sheets as cities only, are taken off.
LISTED = {
    "AFG": (34, "province"),
    "ARE": (7, "region"),
    "BFA": (13, "region"),
    "BHR": (4, "governorate"),
    "COM": (3, "island"),
    "DJI": (5, "region"),  # and Djibouti
    "DZA": (58, "state"),
    "EGY": (27, "governorate"),
    "IRN": (31, "province"),
    "IRQ": (19, "governorate"),
    "ISR": (6, "district"),
    "JOR": (12, "governorate"),
    "KWT": (6, "governorate"),
    "LBN": (8, "governorate"),
    "LBY": (22, "district region"),
    "MAR": (12, "region"),
    "MLI": (10, "region"),  # and Bamako
    "MRT": (15, "state"),
    "NER": (8, "region"),
    "NGA": (37, "state"),
    "OMN": (11, "governorate"),
    "PAK": (7, "province region"),
    "PSE": (16, "governorate"),
    "QAT": (8, "district"),
    "SAU": (13, "region"),
    "SDN": (18, "state"),
    "SOM": (18, "region"),
    "SSD": (10, "state"),
    "SYR": (14, "governorate"),
    "TCD": (22, "region"),  # and N'Djamena
    "TUN": (24, "state"),
    "TUR": (81, "province"),
    "YEM": (22, "governorate island"),
}


@cache
def found(country: str) -> frozenset[tuple[str, str]]:
    return frozenset((entry.name, entry.type) for entry in reader().knowledge.places if entry.country == country)


@pytest.mark.parametrize("country", sorted(LISTED))
def test_each_country_has_the_divisions_that_iso_lists(country: str) -> None:
    number, kinds = LISTED[country]
    assert sum(1 for _, kind in found(country) if kind in kinds.split()) >= number


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("اندلعت احتجاجات في ولاية القصرين وسط تونس", "Kasserine Governorate"),
        ("نفذ الجيش الجزائري عملية في ولاية تيبازة", "Tipaza Province"),
        ("هاجم مسلحون ثكنة للجيش في إقليم تيلابيري غرب النيجر", "Tillaberi Region"),
        ("انفجرت عبوة ناسفة في ولاية شرناق جنوب شرق تركيا", "Sirnak Province"),
        ("قتل سبعة من عناصر طالبان في ولاية غزني الأفغانية", "Ghazni Province"),
        ("اقتحمت القوات الإسرائيلية بلدات في محافظة جنين بالضفة الغربية", "Jenin Governorate"),
        ("تجددت الاشتباكات في ولاية غرب بحر الغزال بجنوب السودان", "Western Bahr el Ghazal"),
        ("أعلن الجيش المالي مقتل عشرة مسلحين في ولاية ميناكا", "Menaka Region"),
        ("سقطت طائرة عسكرية موريتانية في ولاية تيرس زمور", "Tiris Zemmour Region"),
        ("خطف مسلحون تلميذات في ولاية كاتسينا شمال نيجيريا", "Katsina State"),
        ("وقع هجوم على قافلة في إقليم وداي شرق تشاد", "Ouaddai Region"),
    ],
)
def test_a_division_is_found_by_its_arabic_name(text: str, name: str) -> None:
    assert name in [m.value.name for m in reading(text).mentions if isinstance(m.value, PlaceRef)]
