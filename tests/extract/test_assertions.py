"""Assertions: the kinds of things that are said, each with what belongs to it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.build import reading
from tests.extract.found import names, told


@pytest.mark.parametrize(
    ("text", "kind", "plover"),
    [
        ("قصف الجيش السوداني مواقع قوات الدعم السريع.", "event", "ASSAULT"),
        ("انسحب الجيش السوداني من مدينة ود مدني.", "event", "RETREAT"),
        ("اعتقلت الشرطة التركية عناصر من تنظيم داعش.", "event", "COERCE"),
        ("تبنى تنظيم داعش الهجوم على حاجز للجيش السوري في دير الزور.", "claim", "ASSAULT"),
        ("أعلنت جماعة الحوثي مسؤوليتها عن استهداف سفينة في البحر الأحمر.", "claim", "ASSAULT"),
        ("أعلنت كتائب القسام أنها قصفت عسقلان برشقة صاروخية.", "claim", "ASSAULT"),
        ("نفى الجيش السوداني قصف المستشفى في الخرطوم.", "denial", "ASSAULT"),
        ("نفت إيران أي صلة بالهجوم على السفينة.", "denial", "ASSAULT"),
        ("توعدت كتائب القسام إسرائيل برد قاس.", "threat", "THREATEN"),
        ("هدد الحوثيون بمهاجمة السفن الإسرائيلية.", "threat", "THREATEN"),
        ("نشرت تركيا نحو 5000 جندي في شمال سوريا.", "strength", None),
        ("التقى وزير الخارجية التركي هاكان فيدان ملك الأردن في أنقرة.", "meeting", "CONSULT"),
        ("رحبت قطر باتفاق وقف إطلاق النار.", "statement", "SUPPORT"),
        ("دعت الأمم المتحدة طرفي النزاع في السودان إلى وقف إطلاق النار.", "statement", "REQUEST"),
        ("أدانت مصر القصف الإسرائيلي على رفح.", "statement", "ACCUSE"),
    ],
)
def test_what_is_said_has_a_kind(text: str, kind: str, plover: str | None) -> None:
    found = [a for a in reading(text).assertions if a.kind == kind]
    assert [a.plover for a in found] == [plover]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("تبنى تنظيم داعش الهجوم على حاجز للجيش السوري في دير الزور.", "claim"),
        ("نفى الجيش السوداني قصف المستشفى في الخرطوم.", "denial"),
        ("هدد الحوثيون بمهاجمة السفن الإسرائيلية.", "threat"),
    ],
)
def test_a_claim_a_denial_and_a_threat_tell_nothing_else_besides(text: str, kind: str) -> None:
    assert [a.kind for a in reading(text).assertions] == [kind]


@pytest.mark.parametrize(
    ("text", "kind", "speaker"),
    [
        ("تبنى تنظيم داعش الهجوم على حاجز للجيش السوري في دير الزور.", "claim", "Islamic State"),
        ("نفى الجيش السوداني قصف المستشفى في الخرطوم.", "denial", "Sudanese Armed Forces"),
        ("توعدت كتائب القسام إسرائيل برد قاس.", "threat", "Al-Qassam Brigades"),
        ("رحبت قطر باتفاق وقف إطلاق النار.", "statement", "Qatar"),
    ],
)
def test_who_claims_denies_or_threatens_says_so(text: str, kind: str, speaker: str) -> None:
    _, found = told(text, kind=kind)
    assert names(found.attribution) == names(found.source) == [speaker]


def test_an_attack_told_by_a_third_is_no_claim() -> None:
    _, found = told("أكدت منظمة العفو الدولية أن قوات الدعم السريع قتلت مدنيين.", plover="ASSAULT")
    assert found.kind == "event"


def test_a_denial_is_denied_and_has_its_place() -> None:
    _, found = told("نفى الجيش السوداني قصف المستشفى في الخرطوم.", kind="denial")
    assert found.factuality.value == "denied"
    assert found.place is not None
    assert found.place.name == "Khartoum"


@pytest.mark.parametrize(
    ("text", "target", "condition"),
    [
        ("توعدت كتائب القسام إسرائيل برد قاس.", ["Israel"], None),
        ("هدد حزب الله بقصف حيفا إذا هاجمت إسرائيل بيروت.", None, "إذا هاجمت إسرائيل بيروت"),
        ("قال الحوثيون إنهم سيستهدفون السفن الأمريكية إذا استمر القصف.", ["US ships"], "إذا استمر القصف"),
    ],
)
def test_a_threat_has_its_target_and_the_words_of_its_condition(
    text: str, target: list[str] | None, condition: str | None
) -> None:
    made, found = told(text, kind="threat")
    assert found.plover == "THREATEN"
    assert (made.quote(found.condition) if found.condition else None) == condition
    if target is not None:
        assert names(found.target) == target


@pytest.mark.parametrize(
    ("text", "killed", "since"),
    [
        ("بلغ عدد القتلى في قطاع غزة منذ السابع من أكتوبر 31 ألف قتيل.", 31000, date(2023, 10, 7)),
        ("أعلن المرصد السوري مقتل 300 مدني في سوريا منذ بداية العام.", 300, date(2024, 1, 1)),
    ],
)
def test_a_count_over_a_window_is_a_tally(text: str, killed: int, since: date) -> None:
    _, found = told(text, published="2024-03-10", kind="tally")
    assert found.killed == killed
    assert found.date is not None
    assert (found.date.start, found.date.end) == (since, date(2024, 3, 10))


def test_a_count_of_one_attack_is_no_tally() -> None:
    made = reading("قتل 14 مدنيا في قصف على سوق في الفاشر.", published="2024-03-10")
    assert [a.kind for a in made.assertions] == ["event"]


def test_a_strength_counts_people_and_kills_nobody() -> None:
    made, found = told("نشرت تركيا نحو 5000 جندي في شمال سوريا.", kind="strength")
    assert found.quantity is not None
    assert (found.quantity.value, found.quantity.bound) == (5000, "about")
    assert found.killed is None
    assert "5000" in made.quote(found.span)


def test_a_meeting_has_both_sides_and_a_place() -> None:
    _, found = told("التقى الرئيس المصري عبد الفتاح السيسي ملك الأردن في القاهرة.", kind="meeting")
    assert names(found.source) == ["Abdel Fattah al-Sisi"]
    assert names(found.target) == ["King of Jordan"]
    assert found.place is not None
    assert found.place.name == "Cairo"


def test_a_condemnation_is_told_beside_what_it_condemns() -> None:
    made = reading("أدانت مصر القصف الإسرائيلي على رفح.")
    assert {(a.kind, a.plover, *names(a.source)) for a in made.assertions} == {
        ("statement", "ACCUSE", "Egypt"),
        ("event", "ASSAULT", "Israel"),
    }


@pytest.mark.parametrize(
    "text", ["وصل الوفد إلى المطار مساء أمس.", "افتتح الوزير معرض الكتاب في المدينة.", "بلغت درجة الحرارة 40 درجة."]
)
def test_news_without_conflict_tells_nothing(text: str) -> None:
    assert [a for a in reading(text).assertions if a.plover in ("ASSAULT", "THREATEN", "COERCE")] == []


def test_assertions_stand_in_order_and_inside_the_text() -> None:
    text = "هدد حزب الله بقصف حيفا. وقصف الجيش السوري درعا، ونفت موسكو قصف إدلب."
    made = reading(text)
    spans = [a.span for a in made.assertions]
    assert len(spans) == 3
    assert spans == sorted(spans)
    assert len({a.id for a in made.assertions}) == 3
