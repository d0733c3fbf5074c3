"""Persons whom no sheet knows: found by given names, by the verb before them, by the office beside them."""

from __future__ import annotations

import pytest

from rasid.model import ActorRef, Kind
from tests.build import reading


def persons(text: str) -> list[tuple[str, str]]:
    """The Arabic and Latin names of all persons that no sheet knows."""
    values = [m.value for m in reading(text).mentions_of(Kind.ACTOR)]
    return [(v.arabic, v.name) for v in values if isinstance(v, ActorRef) and v.type == "person" and v.entry is None]


@pytest.mark.parametrize(
    ("text", "arabic", "latin"),
    [
        ("قال القيادي في الحركة إسماعيل رمزي إن المفاوضات توقفت.", "إسماعيل رمزي", "Ismail Ramzi"),
        ("أوضح وزير الخارجية الأرميني سيرغي مانوكا أن الاتفاق قائم.", "سيرغي مانوكا", "Sergei"),
        ("اعتقلت الشرطة محمد سالم علي في منزله.", "محمد سالم علي", "Mohammed Salem Ali"),
        ("وقال عبد الرؤوف الشامي أحد الشهود إن الانفجار كان قويا.", "عبد الرؤوف الشامي", "Abd Raouf"),
        ("قال القيادي في الحزب كمال مراد إن الاجتماع تأجل.", "كمال مراد", "Kamal Murad"),
        ("وقال الشاهد محمد خلف إن الشارع مغلق.", "محمد خلف", "Mohammed"),
        ("وصرح النائب محمد الكرخي بأن الجلسة تأجلت.", "محمد الكرخي", "Mohammed"),
    ],
)
def test_a_given_name_opens_the_name_of_a_person(text: str, arabic: str, latin: str) -> None:
    found = dict(persons(text))
    assert arabic in found
    assert found[arabic].startswith(latin)


def test_two_foreign_names_behind_a_verb_of_saying_are_a_person() -> None:
    assert "ليو وينغ" in dict(persons("وقال ليو وينغ إن بلاده ترفض العقوبات."))


def test_the_office_behind_a_name_belongs_to_it() -> None:
    made = reading("وقال سامر ناجي المتحدث باسم وزارة الصحة السودانية إن ثلاثة جرحى نقلوا.")
    people = [m.value for m in made.mentions_of(Kind.ACTOR) if isinstance(m.value, ActorRef) and m.value.spokesman]
    assert [(p.arabic, p.organ.name if p.organ else "") for p in people] == [
        ("سامر ناجي", "Sudanese Ministry of Health")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت الطائرات محيط مستشفى ناصر في خان يونس.",
        "وصل إلى صلاح الدين وفد من الأنبار.",
        "انتهت الهدنة يوم خميس ممطر.",
        "أعلنت كتيبة سعد بن ناصر مسؤوليتها عن الهجوم.",
    ],
)
def test_a_place_or_thing_that_bears_a_name_is_no_person(text: str) -> None:
    assert persons(text) == []


def test_a_person_of_the_sheets_keeps_its_entry_behind_an_office() -> None:
    made = reading("تلقى الوزير اتصالا من وزير الخارجية الأميركي أنتوني بلينكن أمس.")
    assert "usa.blinken" in [m.value.entry for m in made.mentions_of(Kind.ACTOR) if isinstance(m.value, ActorRef)]
