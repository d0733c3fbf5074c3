"""Factuality: what did happen, and what was denied, feared, planned, foiled or bound to a condition."""

from __future__ import annotations

import pytest

from tests.build import reading
from tests.extract.found import names, told


def cues(text: str, value: str) -> list[str]:
    """The words that show the factuality of the one attack with this value."""
    made = reading(text)
    found = [a for a in made.assertions if a.plover == "ASSAULT"]
    assert [a.factuality.value for a in found] == [value]
    return [made.quote(cue) for cue in found[0].factuality.cues]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت إسرائيل مواقع حزب الله.",
        "هاجم تنظيم داعش قوات البيشمركة قرب كركوك.",
        "كان الجيش السوري قد قصف درعا.",
        "قال مسؤول إن الجيش السوري قصف درعا.",
    ],
)
def test_what_is_told_plainly_is_asserted(text: str) -> None:
    assert cues(text, "asserted") == []


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("نفت حركة طالبان قصف المواقع الباكستانية.", "نفت"),
        ("نفى الجيش الإسرائيلي أنه قصف المستشفى.", "نفى"),
        ("نفى حزب الله أن يكون قصف مجدل شمس.", "نفى"),
        ("أكد الجيش السوداني عدم قصف المستشفى.", "عدم"),
        ("أكد حزب الله أنه لم يسبق أن استهدف مدنيين.", "لم يسبق أن"),
        ("قال حزب الله إنه لم يقصف حيفا أمس.", "لم"),
        ("نفت جماعة الحوثي مسؤوليتها عن استهداف السفينة.", "نفت"),
    ],
)
def test_what_is_said_not_to_be_is_denied(text: str, cue: str) -> None:
    assert cues(text, "denied") == [cue]


@pytest.mark.parametrize(
    "text",
    [
        "لم يقصف الجيش السوري بلدة سراقب.",
        "لم يهاجم حزب الله الموقع الإسرائيلي.",
        "قال مسؤول إن الجيش الإسرائيلي لم يقصف المستشفى.",
        "لن تقصف إسرائيل المدينة.",
    ],
)
def test_a_negated_attack_is_told_as_denied(text: str) -> None:
    found = [a for a in reading(text).assertions if a.plover == "ASSAULT"]
    assert [a.factuality.value for a in found] == ["denied"]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("قد يهاجم تنظيم داعش سجنا في الحسكة.", "قد"),
        ("ربما قصف الجيش الإسرائيلي الموقع.", "ربما"),
        ("احتمال شن إسرائيل هجوما على إيران قائم.", "احتمال"),
    ],
)
def test_what_may_be_is_possible(text: str, cue: str) -> None:
    assert cues(text, "possible") == [cue]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("يستعد الجيش السوداني لمهاجمة مدينة ود مدني.", "يستعد"),
        ("تخطط تركيا لشن هجوم على قوات سوريا الديمقراطية.", "تخطط"),
        ("تعتزم تركيا شن عملية عسكرية في شمال سوريا.", "تعتزم"),
        ("كشفت مصادر عن خطة لشن هجوم على القوات التركية.", "خطة"),
        ("سيقصف الجيش التركي مواقع المسلحين.", "سيقصف"),
    ],
)
def test_what_is_yet_to_come_is_planned(text: str, cue: str) -> None:
    assert cues(text, "planned") == [cue]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("أحبطت قوات الأمن العراقية تفجيرا في بغداد.", "أحبطت"),
        ("اعترضت الدفاعات الجوية السعودية صاروخا أطلقه الحوثيون على الرياض.", "اعترضت"),
    ],
)
def test_what_was_stopped_is_averted(text: str, cue: str) -> None:
    assert cues(text, "averted") == [cue]


def test_a_stopped_attack_is_of_the_attacker() -> None:
    text = "اعترضت الدفاعات الجوية السعودية صاروخا أطلقه الحوثيون على الرياض."
    _, found = told(text, plover="ASSAULT")
    assert names(found.source) == ["Houthis"]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("هدد حزب الله بقصف حيفا إذا هاجمت إسرائيل بيروت.", "إذا هاجمت إسرائيل بيروت"),
        ("قال الحوثيون إنهم سيستهدفون السفن الأمريكية إذا استمر القصف.", "إذا استمر القصف"),
        (
            "هددت جماعة الحوثي باستهداف السفن الأمريكية في حال استمرار القصف على صنعاء.",
            "في حال استمرار القصف على صنعاء",
        ),
    ],
)
def test_what_hangs_on_a_condition_is_conditional(text: str, condition: str) -> None:
    made, found = told(text, kind="threat")
    assert found.factuality.value == "conditional"
    assert found.condition is not None
    assert made.quote(found.condition) == condition


@pytest.mark.parametrize(
    "text",
    [
        "هدد حزب الله بقصف حيفا إذا هاجمت إسرائيل بيروت.",
        "إذا قصفت إسرائيل بيروت فإن حزب الله سيقصف تل أبيب.",
        "إذا هاجمت إسرائيل إيران فسترد طهران بقوة.",
    ],
)
def test_what_stands_in_a_condition_did_not_happen(text: str) -> None:
    assert [a.factuality.value for a in reading(text).assertions] == ["conditional"]


def test_a_doubt_reaches_no_further_than_its_clause() -> None:
    text = "قصف الجيش السوري درعا، وقد تهاجم تركيا مواقع قوات سوريا الديمقراطية."
    first = next(a for a in reading(text).assertions if a.plover == "ASSAULT")
    assert (names(first.source), first.factuality.value) == (["Syrian army"], "asserted")
