"""Harm: how many were killed and wounded, how sure the number is, and that nobody was."""

from __future__ import annotations

import pytest

from rasid.model import Harm
from tests.build import reading
from tests.extract.found import names, told


def harms(text: str) -> list[Harm]:
    """The harms of all events of a text."""
    return [harm for event in reading(text).events for harm in event.harms]


def losses(text: str) -> tuple[int | None, int | None]:
    """The killed and wounded of the one attack of a text."""
    _, found = told(text, plover="ASSAULT")
    return found.killed, found.wounded


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("قتل خمسة جنود في هجوم لتنظيم داعش قرب تدمر.", 5, None),
        ("قتل 14 مدنيا وأصيب 30 آخرون في قصف على سوق في الفاشر.", 14, 30),
        ("أسفر الهجوم على الحاجز في كركوك عن مقتل 3 جنود وإصابة 9.", 3, 9),
        ("أدى القصف الإسرائيلي على رفح إلى مقتل 22 شخصا وجرح 40.", 22, 40),
        ("خلف الانفجار 8 قتلى و15 جريحا.", 8, 15),
        ("قتلت القوات التركية 6 مسلحين من حزب العمال الكردستاني.", 6, None),
        ("أصيب ١٢ مدنيا في قصف على سوق في الفاشر.", None, 12),
    ],
)
def test_killed_and_wounded_are_counted_apart(text: str, killed: int | None, wounded: int | None) -> None:
    assert losses(text) == (killed, wounded)


@pytest.mark.parametrize(
    ("text", "killed", "wounded"),
    [
        ("قتل جنديان سوريان في كمين لتنظيم داعش.", 2, None),
        ("أصيب جندي تركي بانفجار عبوة ناسفة في عفرين.", None, 1),
        ("أصيب جنديان في انفجار عبوة ناسفة في الموصل.", None, 2),
        ("اغتالت إسرائيل قياديا في حركة حماس.", 1, None),
    ],
)
def test_one_and_two_are_counted_without_a_number(text: str, killed: int | None, wounded: int | None) -> None:
    assert losses(text) == (killed, wounded)


def test_a_new_total_is_the_number_it_rose_to() -> None:
    assert losses("ارتفعت حصيلة قتلى الهجوم على الفندق في مقديشو إلى 37 قتيلا.") == (37, None)


def test_dozens_are_harm_without_a_number() -> None:
    assert losses("قتل عشرات المدنيين في القصف على أم درمان.") == (None, None)
    assert [h.outcome for h in harms("قتل عشرات المدنيين في القصف على أم درمان.")] == ["killed"]


@pytest.mark.parametrize(
    ("text", "count", "bound"),
    [
        ("قتل 12 شخصا على الأقل في غارة إسرائيلية على دير البلح.", 12, "at least"),
        ("قتل 12 شخصا في غارة إسرائيلية على دير البلح.", 12, ""),
        ("قتل 20 شخصا تقريبا في غارة إسرائيلية على رفح.", 20, "about"),
    ],
)
def test_numbers_have_bounds(text: str, count: int, bound: str) -> None:
    assert [(h.outcome, h.count, h.bound) for h in harms(text)] == [("killed", count, bound)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قتل 12 شخصا في غارة إسرائيلية على دير البلح.", "قتل 12 شخصا"),
        ("أسفر الهجوم على الحاجز عن مقتل 3 جنود.", "مقتل 3 جنود"),
        ("خلف الانفجار 8 قتلى.", "8 قتلى"),
    ],
)
def test_a_harm_stands_where_it_is_said(text: str, words: str) -> None:
    made = reading(text)
    assert [made.quote(h.span) for e in made.events for h in e.harms] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "لم يسفر القصف الإسرائيلي على رفح عن إصابات.",
        "استهدفت غارة منزلا في رفح دون وقوع إصابات.",
        "قصفت إسرائيل دير البلح، ولم تسجل إصابات.",
    ],
)
def test_no_harm_is_no_count_of_people(text: str) -> None:
    made = reading(text)
    assert made.assertions
    assert not any(a.killed or a.wounded for a in made.assertions)
    assert not any(h.count for h in harms(text) if h.outcome in ("killed", "wounded"))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("قتل 14 مدنيا في قصف على سوق في الفاشر.", "civilians"),
        ("قتل ثلاثة جنود إسرائيليين في هجوم نفذته كتائب القسام.", "Israeli army"),
        ("قتلت القوات التركية 6 مسلحين من حزب العمال الكردستاني.", "Kurdistan Workers' Party"),
    ],
)
def test_the_dead_are_the_target(text: str, target: str) -> None:
    _, found = told(text, plover="ASSAULT")
    assert names(found.target) == [target]


@pytest.mark.parametrize(
    "text",
    ["دمرت الغارة 12 منزلا في رفح.", "أسقطت الدفاعات 9 مسيرات فوق الرياض.", "وصل 30 جنديا إلى القاعدة."],
)
def test_counted_things_are_no_casualties(text: str) -> None:
    assert not any(h.outcome in ("killed", "wounded") for h in harms(text))
