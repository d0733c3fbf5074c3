"""Statements: which acts of speech are told, and which words of speech tell none."""

from __future__ import annotations

import pytest

from tests.build import reading
from tests.extract.found import names, told


@pytest.mark.parametrize(
    ("text", "speaker", "target"),
    [
        ("قال وزير الخارجية الإيراني إن على إسرائيل أن توقف القصف.", "Iranian Foreign Minister", ["Israel"]),
        ("وقال أبو الغيط إن تركيا يجب أن تسحب جنودها.", "Ahmed Aboul Gheit", ["Turkey"]),
        ("أكدت الأمم المتحدة أنه ينبغي على إيران أن تتعاون مع المفتشين.", "United Nations", ["Iran"]),
    ],
)
def test_what_somebody_says_must_be_done_is_a_demand(text: str, speaker: str, target: list[str]) -> None:
    _, found = told(text, plover="REQUEST")
    assert (names(found.source), names(found.target)) == ([speaker], target)


@pytest.mark.parametrize(
    "text",
    [
        "وعلى إسرائيل أن تنسحب من الجنوب.",
        "يجب على الحكومة العراقية أن تدفع الرواتب.",
        "اتفقت الحكومة اليمنية مع الحوثيين على أن يبدأ الانسحاب غدا.",
    ],
)
def test_a_duty_that_nobody_speaks_of_is_no_demand(text: str) -> None:
    assert [a for a in reading(text).assertions if a.plover == "REQUEST"] == []


def test_what_is_demanded_is_no_act_of_its_own() -> None:
    assert len(reading("أكد الرئيس اللبناني أن على إسرائيل أن تلتزم بالهدنة.").assertions) == 1


@pytest.mark.parametrize(
    "text",
    [
        "قال وزير الخارجية السوري إن حكومته لن تقبل بأي هدنة.",
        "وقالت حماس إنها لن تسمح لأحد بنزع سلاحها.",
        "وأكدت إيران أنها لن تخضع للضغوط الأميركية.",
        "تمسكت إيران أمس بموقفها من المفاوضات.",
    ],
)
def test_a_refusal_is_told_whatever_stands_between_its_words(text: str) -> None:
    _, found = told(text, plover="REJECT")
    assert (found.kind, found.factuality.value) == ("statement", "asserted")


@pytest.mark.parametrize(
    ("text", "plover"),
    [
        ("ورفض أي حوار قبل وقف القصف، كما ورد في بيان لوزارة الخارجية السورية.", "REJECT"),
        ("وقال وزير الخارجية السوري إن الوضع خطير، داعيا إلى وقف القصف.", "REQUEST"),
    ],
)
def test_a_verb_of_speech_tells_an_act_without_a_named_subject(text: str, plover: str) -> None:
    told(text, plover=plover)
