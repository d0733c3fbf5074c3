"""Offices by the day of the article: who held one told without a name, and which one a person known by name held."""

from __future__ import annotations

import pytest

from rasid.model import ActorRef, Kind
from tests.build import reading


def first(text: str, published: str | None) -> ActorRef:
    """The first person of a text."""
    made = reading(text, published=published)
    return next(
        m.value for m in made.mentions_of(Kind.ACTOR) if isinstance(m.value, ActorRef) and m.value.type == "person"
    )


@pytest.mark.parametrize(
    ("text", "published", "name", "holder"),
    [
        ("قال وزير الخارجية المصري إن الأزمة ستنتهي.", "2013-09-05", "Egyptian Foreign Minister", "egy.nabil_fahmy"),
        ("قال وزير الخارجية المصري إن الأزمة ستنتهي.", "2023-09-05", "Egyptian Foreign Minister", "egy.shoukry"),
        ("أعلن رئيس الوزراء العراقي فتح تحقيق.", "2009-03-01", "Prime Minister of Iraq", "irq.nouri_maliki"),
        ("أعلن رئيس الوزراء العراقي فتح تحقيق.", "2021-03-01", "Prime Minister of Iraq", "irq.mustafa_kadhimi"),
        ("دان الرئيس الفرنسي الهجوم.", "2015-11-14", "President of France", "eur.hollande"),
        ("دان الرئيس الفرنسي الهجوم.", "2023-10-07", "President of France", "eur.macron"),
        ("دان الرئيس الفرنسي السابق الهجوم.", "2023-10-07", "President of France", None),
        ("دان الرئيس الفرنسي الهجوم.", None, "President of France", None),
    ],
)
def test_an_office_without_a_name_has_its_holder_of_the_day(
    text: str, published: str | None, name: str, holder: str | None
) -> None:
    found = first(text, published)
    assert (found.name, found.entry, found.holder) == (name, None, holder)


@pytest.mark.parametrize(
    ("text", "published", "role"),
    [
        ("قال نوري المالكي إن البلاد في خطر.", "2010-05-01", "Prime Minister of Iraq"),
        ("قال نوري المالكي إن البلاد في خطر.", "2015-05-01", "Vice President of Iraq"),
        ("قال نوري المالكي إن البلاد في خطر.", None, ""),
        ("قال دونالد ترامب إن الحرب ستنتهي.", "2018-05-01", "President of United States"),
        ("قال دونالد ترامب إن الحرب ستنتهي.", "2022-05-01", ""),
    ],
)
def test_a_person_has_the_office_of_the_day(text: str, published: str | None, role: str) -> None:
    assert first(text, published).role == role


def test_the_holder_named_elsewhere_is_meant_by_the_office() -> None:
    text = "وصل عبد الفتاح السيسي إلى الرياض. وأكد الرئيس المصري رفض التهجير."
    made = reading(text, published="2024-02-01")
    found = [m.value for m in made.mentions_of(Kind.ACTOR) if isinstance(m.value, ActorRef)]
    assert [a.entry for a in found if a.type == "person"] == ["egy.sisi", "egy.sisi"]
