"""Judging: an act that is only spoken of is no report of it."""

from __future__ import annotations

import pytest

from tests.build import reading


def acts(text: str, plover: str = "ASSAULT", kinds: tuple[str, ...] = ("event",)) -> list[str]:
    """The words of all acts told of a type and of some kinds, those denied left out."""
    made = reading(text)
    return [
        made.quote(a.span)
        for a in made.assertions
        if a.plover == plover and a.kind in kinds and a.factuality.value != "denied"
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ارتفعت أسعار الوقود منذ اغتيال الرئيس.", id="only tells when"),
        pytest.param("واصلت اللجنة التحقيق في اغتيال الوزير.", id="inquiry"),
        pytest.param("مثل أمام القاضي شاب متهم بخطف السائح.", id="charge"),
        pytest.param("اختلف الوزراء حول قصف الجسر.", id="topic"),
        pytest.param("جمع التنظيم أموالا لخطف السياح.", id="aim"),
        pytest.param("اشترى الرجل سلاحا لتنفيذ هجوم على السفارة.", id="aim behind a light noun"),
        pytest.param("التقى الوزير والدة الشاب الذي خطفه المسلحون.", id="tells who is meant"),
        pytest.param("قال الناشط إن الحراس يعذبون السجناء.", id="habit"),
        pytest.param("ضربت أزمة مالية أسواق المنطقة.", id="crisis"),
        pytest.param("ضربت عاصفة قوية السواحل الشمالية.", id="weather"),
        pytest.param("شن النائب هجوما لاذعا على الحكومة.", id="words"),
        pytest.param("قال الوزير إن الشائعات تستهدف وحدة البلاد.", id="no target"),
    ],
)
def test_an_act_only_spoken_of_is_not_told(text: str) -> None:
    assert acts(text) == []


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        pytest.param("أعلن الجيش مقتل جندي في هجوم على موقعه.", "مقتل", id="announced"),
        pytest.param("قتل خمسة جنود بعد هجوم على موقعهم في كركوك أمس.", "هجوم", id="with victims"),
        pytest.param("وقال مصدر إن الهجوم نفذته امرأة في بغداد أمس.", "الهجوم", id="object in front"),
        pytest.param("شن المسلحون هجوما على القرية.", "هجوما", id="light verb"),
        pytest.param("ضربت الطائرات الإسرائيلية مواقع في دمشق.", "ضربت", id="somebody strikes"),
    ],
)
def test_a_report_is_told(text: str, trigger: str) -> None:
    assert trigger in acts(text)


def test_who_kills_and_then_seizes_does_both() -> None:
    text = "قالت الوزارة إن قوات الأمن قتلت 12 مسلحا في كركوك وصادرت أسلحة."
    assert acts(text) == ["قتلت"]
    assert acts(text, "COERCE") == ["صادرت"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قالت المنظمة إن المجاعة تهدد سكان الإقليم.", id="famine"),
        pytest.param("باتت الحرب تهدد البلاد بكارثة جديدة.", id="war"),
        pytest.param("حذر الوزير من خطر يهدد أربعة ملايين من السكان.", id="danger"),
    ],
)
def test_a_danger_makes_no_threat(text: str) -> None:
    assert acts(text, "THREATEN", ("threat",)) == []


def test_a_party_that_threatens_is_told() -> None:
    assert acts("هدد الجيش السوداني باجتياح المدينة.", "THREATEN", ("threat",)) == ["هدد"]


@pytest.mark.parametrize("text", ["ولا تزال المفاوضات مستمرة في جنيف.", "كانت هناك لجنة للوساطة بين الطرفين."])
def test_a_word_of_grammar_tells_no_act(text: str) -> None:
    assert acts(text, "SUPPORT", ("statement", "event")) == []


@pytest.mark.parametrize(
    ("text", "plover"),
    [
        ("قال المبعوث إنه لا بد من حوار شامل بين الطرفين.", "REQUEST"),
        ("أكد الوزير أن المجتمع الدولي يجب أن يتحرك.", "REQUEST"),
        ("وصف الرئيس السوري القرار بأنه عدوان على بلاده.", "ACCUSE"),
        ("قال الرئيس محمود عباس إنه مستعد لاستئناف المفاوضات.", "AGREE"),
        ("تجاهلت الحكومة السودانية دعوات الوسطاء إلى الهدنة.", "REJECT"),
        ("واتهم فؤاد السنيورة إسرائيل بمواصلة عدوانها.", "ACCUSE"),
    ],
)
def test_what_is_demanded_blamed_promised_or_ignored_is_told(text: str, plover: str) -> None:
    assert plover in [a.plover for a in reading(text).assertions]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("وكان هناك متحدث باسم الحكومة السودانية.", id="there"),
        pytest.param("ولا تزال الحكومة السودانية تعمل.", id="nor"),
        pytest.param("وصل رجل يدعى سالم إلى مقر الحكومة السودانية.", id="by name"),
    ],
)
def test_words_spelled_like_acts_tell_none(text: str) -> None:
    assert [a for a in reading(text).assertions if a.kind == "statement"] == []


def test_a_word_far_away_does_not_silence_a_refusal() -> None:
    text = "رفضت إيران عرض الوسطاء بوقف القتال في الجنوب، وقال مسؤول في بيروت رفض ذكر اسمه إن المحادثات مستمرة."
    assert "REJECT" in [a.plover for a in reading(text).assertions]


@pytest.mark.parametrize(
    ("text", "plover"),
    [
        ("أغلق مئات المحتجين مداخل المرفأ أمس.", "PROTEST"),
        ("أغلق الجيش مداخل المرفأ أمس.", "COERCE"),
        ("اقتحم عشرات المتظاهرين مبنى التلفزيون.", "PROTEST"),
        ("اقتحم الجيش مبنى التلفزيون.", "ASSAULT"),
    ],
)
def test_what_demonstrators_do_is_a_protest(text: str, plover: str) -> None:
    assert [a.plover for a in reading(text).assertions] == [plover]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("أعلنت فرنسا سحب 2400 جندي من الإقليم.", "France"),
        ("أعلنت تركيا إرسال 300 جندي إلى مقديشو.", "Turkey"),
    ],
)
def test_a_number_of_soldiers_moved_is_told_of_the_government_that_announces_it(text: str, source: str) -> None:
    found = [a for a in reading(text).assertions if a.plover in ("MOBILIZE", "RETREAT")]
    assert [[p.name for p in a.source] for a in found] == [[source]]


def test_forces_that_shell_each_other_are_told_both_ways() -> None:
    found = reading("تبادل الجيش وقوات الدعم السريع القصف المدفعي شمال المدينة.").assertions
    assert [a.source for a in found] == [a.target for a in reversed(found)] and len(found) == 2


def test_a_verb_of_going_on_carries_the_act_behind_it() -> None:
    found = reading("تواصل القوات الإسرائيلية قصف الأحياء الشرقية في غزة.").assertions
    assert [(a.plover, a.factuality.value) for a in found] == [("ASSAULT", "asserted")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ألقى النائب كلمة خلال المظاهرة.", False),
        ("انتقد الوزير المظاهرات.", False),
        ("وتجمع مئات المتظاهرين أمام مبنى البرلمان.", True),
        ("وصلت المظاهرات إلى مدينة البصرة.", True),
    ],
)
def test_protests_are_told_but_not_referred_to(text: str, told: bool) -> None:
    assert ("PROTEST" in [a.plover for a in reading(text).assertions]) is told


def test_words_that_forbid_an_act_stand_in_their_order() -> None:
    found = reading("أعلن الجيش الأميركي في وقت لاحق أن قواته قتلت مسلحا شمال بغداد.").assertions
    assert [(a.plover, a.factuality.value) for a in found] == [("ASSAULT", "asserted")]
