"""Means of acts: which weapon of a sentence an act is done with, and what it implies for the codes of the act."""

from __future__ import annotations

import pytest

from rasid.model import Assertion
from tests.build import reading


def act(text: str) -> Assertion:
    """The first act of violence that a text tells."""
    return next(a for a in reading(text).assertions if a.plover in ("ASSAULT", "COERCE"))


@pytest.mark.parametrize(
    ("text", "weapons"),
    [
        ("قصفت مقاتلات إف-16 مواقع التنظيم شرق المدينة", ["airstrike"]),
        ("دمر المقاتلون دبابة تي-72 بصاروخ كورنيت", ["missile"]),
        ("دمر المقاتلون آلية بصاروخ جافلين", ["missile"]),
        ("أطلقت السفينة صواريخ توماهوك على المطار", ["missile"]),
        ("قصف الجيش الروسي كييف بصواريخ إسكندر", ["missile"]),
        ("أطلقت موسكو صاروخ كينجال على المدينة", ["missile"]),
        ("قصفت القوات الأوكرانية الجسر بصواريخ هيمارس", ["rocket"]),
        ("أسقط الجيش مسيرة من طراز شاهد-136 فوق البحر", ["drone"]),
        ("قصفت طائرة بيرقدار رتلا للمتمردين", ["drone"]),
        ("أسقطت الدفاعات الجوية خمس مسيرات فوق القاعدة", ["drone"]),
        ("أسقطت الدفاعات الجوية قبل أيام طائرة مسيرة حاولت استهداف المطار", ["drone"]),
        ("اعترضت القبة الحديدية ثلاثة صواريخ أطلقت من القطاع", ["rocket"]),
        ("استهدف القصف المدفعي مستودع صواريخ في البلدة", ["artillery"]),
        ("أصيب المركز بقذيفتين ليل أمس", ["artillery"]),
        ("قصفت القوات البلدة بأكثر من ثلاثين قذيفة مدفعية ما أدى إلى إصابة طفل", ["artillery"]),
        ("هاجم المتظاهرون الشرطة بالعصي والحجارة", ["clubs", "stones"]),
        ("قتل المهندس بأسلحة كاتمة للصوت قرب منزله", ["small arms"]),
        ("نسف الجنود ستة منازل في البلدة", ["explosives"]),
        ("نفذت الطائرات غارة جوية على الساحل دمرت أربعة صواريخ مضادة للسفن", ["airstrike"]),
        ("أبطل خبراء المتفجرات مفعول عبوة ثانية قرب المدرسة", ["ied"]),
        ("انفجر لغم تقليدي الصنع لدى مرور سيارة في الجبل", ["mine"]),
    ],
)
def test_the_weapon_of_an_act(text: str, weapons: list[str]) -> None:
    assert list(act(text).weapons) == weapons


@pytest.mark.parametrize(
    ("text", "mode", "cameo"),
    [
        ("قصف الجيش القرية", "heavy-weapons", "190"),
        ("قصفت مقاتلات إف-16 القرية", "aerial", "195"),
        ("هاجم المسلحون الحاجز بسيارة مفخخة", "explosives", "1832"),
        ("قتل جندي برصاص قناص قرب الحدود", "firearms", "193"),
        ("هاجم رجل المارة بسكين في السوق", "primitive", "182"),
        ("اغتال مسلحون القاضي برصاص كاتم للصوت", "targeted", "186"),  # the entry of the act says more
    ],
)
def test_a_weapon_tells_the_mode_and_code_of_a_general_act(text: str, mode: str, cameo: str) -> None:
    told = act(text)
    assert (told.mode, told.cameo) == (mode, cameo)


def test_a_weapon_opens_no_name() -> None:
    told = act("دمر المقاتلون دبابة تي-72 عند المدخل")
    assert [party.name for party in told.source] == ["fighters"]
