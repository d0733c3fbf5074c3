"""Threats, claims and denials with their parts: whose, against whom, what, on which condition, until when, by what."""

from __future__ import annotations

import pytest

from tests.build import reading
from tests.extract.found import names

ISSUERS = [
    ("حزب الله", "Hezbollah"),
    ("تنظيم داعش", "Islamic State"),
    ("الحرس الثوري", "Islamic Revolutionary Guard Corps"),
    ("الجيش السوداني", "Sudanese Armed Forces"),
]
TEMPLATES = [  # a threat; the act; the condition
    ("هدد {} بقصف المطار إذا استمر الحصار.", "قصف", "إذا استمر الحصار"),
    ("هدد {} باقتحام المدينة في حال استمرار الحصار.", "اقتحام", "في حال استمرار الحصار"),
    ("توعد {} بتفجير الجسر ما لم يتوقف القصف.", "تفجير", "ما لم يتوقف القصف"),
    ("قال {} إنه سيقصف المطار إذا استمر الحصار.", "يقصف", "إذا استمر الحصار"),
    ("أكد {} أنه سيرد بقوة على أي هجوم جديد.", "يرد بقوة", "أي هجوم جديد"),
    ("وقال {} إنه إذا استمر الحصار فإنه سيقصف المطار.", "يقصف", "إذا استمر الحصار"),
]


@pytest.mark.parametrize(("issuer", "name"), ISSUERS)
@pytest.mark.parametrize(("template", "act", "condition"), TEMPLATES)
def test_a_threat_has_issuer_act_and_condition(template: str, act: str, condition: str, issuer: str, name: str) -> None:
    made = reading(template.format(issuer))
    found = [a for a in made.assertions if a.kind == "threat"]
    assert [(names(a.source), a.factuality.value) for a in found] == [([name], "conditional")]
    assert found[0].act is not None
    assert found[0].condition is not None
    assert (made.quote(found[0].act.span), made.quote(found[0].condition)) == (act, condition)


@pytest.mark.parametrize(
    ("text", "kind", "source", "target", "factuality"),
    [
        ("هدد حزب الله بقصف حيفا إذا هاجمت إسرائيل بيروت.", "threat", ["Hezbollah"], ["Israel"], "conditional"),
        ("هدد الحوثيون بإغراق السفن الأمريكية في البحر الأحمر.", "threat", ["Houthis"], ["US ships"], "asserted"),
        ("توعدت حماس إسرائيل برد قاس على اغتيال قيادي فيها.", "threat", ["Hamas"], ["Israel"], "asserted"),
        (
            "هدد تنظيم داعش بقتل الرهائن ما لم تدفع اليابان الفدية.",
            "threat",
            ["Islamic State"],
            ["hostages"],
            "conditional",
        ),
        ("لوحت تركيا بعملية عسكرية جديدة في منبج.", "threat", ["Turkey"], [], "asserted"),
        (
            "هددت روسيا بقصف كييف في حال استمرار الهجمات على القرم.",
            "threat",
            ["Russia"],
            ["Ukraine"],
            "conditional",
        ),
        (
            "هدد زعيم المتمردين بنقل الحرب إلى العاصمة الخرطوم إذا لم تستجب الحكومة لمطالبه.",
            "threat",
            ["leader of rebels"],
            ["Sudan"],
            "conditional",
        ),
        (
            "هددت حركة طالبان بشن هجمات على المدن الباكستانية إذا واصل الجيش غاراته.",
            "threat",
            ["Tehrik-i-Taliban Pakistan"],
            ["Pakistan"],
            "conditional",
        ),
        (
            "لوح الاتحاد الأفريقي بالعقوبات إذا استمر القتال بين الجيش والدعم السريع.",
            "threat",
            ["African Union"],
            ["army", "Rapid Support Forces"],
            "conditional",
        ),
        (
            "هدد الاتحاد الأوروبي بفرض عقوبات على قادة الانقلاب في النيجر إذا لم يعيدوا الرئيس إلى منصبه.",
            "threat",
            ["European Union"],
            ["Niger military junta"],
            "conditional",
        ),
        (
            "هدد اتحاد نقابات العمال بالإضراب العام إذا لم ترفع الحكومة الأجور.",
            "threat",
            ["trade unions"],
            ["Government"],
            "conditional",
        ),
        (
            "توعدت القوات المسلحة الأوكرانية بضرب مصافي النفط الروسية.",
            "threat",
            ["Ukrainian Armed Forces"],
            ["Russia"],
            "asserted",
        ),
        ("هدد البرلمان العراقي بسحب الثقة من الحكومة.", "threat", ["Iraqi parliament"], ["Government"], "asserted"),
        (
            "هددت قوات سوريا الديمقراطية بوقف عملياتها ضد داعش إذا هاجمت تركيا كوباني.",
            "threat",
            ["Syrian Democratic Forces"],
            ["Turkey"],
            "conditional",
        ),
        (
            "قالت الخارجية الروسية إن موسكو سترد بالمثل على طرد لندن أربعة من دبلوماسييها.",
            "threat",
            ["Russia"],
            ["United Kingdom"],
            "asserted",
        ),
        (
            "قال الرئيس التركي إن بلاده سترد على الهجوم الذي شنه النظام السوري على جنودها في إدلب.",
            "threat",
            ["Turkey"],
            ["Syrian army"],
            "asserted",
        ),
        (
            "حذر الحرس الثوري من أن أي هجوم إسرائيلي سيقابل برد حاسم.",
            "threat",
            ["Islamic Revolutionary Guard Corps"],
            ["Israel"],
            "conditional",
        ),
        (
            "وقال زعيم الحوثيين إن السفن الأميركية والبريطانية ستكون هدفا مشروعا لقواته.",
            "threat",
            ["Houthis"],
            ["US ships", "United Kingdom"],
            "asserted",
        ),
        ("طردت بولندا ثلاثة دبلوماسيين روس، وتوعدت موسكو برد مماثل.", "threat", ["Russia"], ["Poland"], "asserted"),
        ("توعدت واشنطن برد عسكري ساحق.", "threat", ["United States"], [], "asserted"),
        (
            "هاجم مسلحو حركة الشباب قاعدة للقوات الكينية في الصومال. وتوعد الرئيس الكيني بمعاقبة الجناة.",
            "threat",
            ["President of Kenya"],
            ["Al-Shabaab"],
            "asserted",
        ),
        ("وقال الجيش الإسرائيلي: «إذا أطلقوا صاروخا فسنقصفهم».", "threat", ["Israeli army"], [], "conditional"),
        ("أعلنت إيران عزمها الانتقام من إسرائيل.", "threat", ["Iran"], ["Israel"], "asserted"),
        ("توعد نتنياهو إيران بضربة قاسية.", "threat", ["Benjamin Netanyahu"], ["Iran"], "asserted"),
        ("هددت إيران بإغلاق مضيق هرمز.", "threat", ["Iran"], [], "asserted"),
        (
            "قال الحوثيون إنهم سيستهدفون السفن الأمريكية ما لم يتوقف القصف.",
            "threat",
            ["Houthis"],
            ["US ships"],
            "conditional",
        ),
        ("أكدت حماس أنها سترد بقوة على أي هجوم إسرائيلي.", "threat", ["Hamas"], ["Israel"], "conditional"),
        (
            "قال المتحدث باسم الحوثيين يحيى سريع إن القوات اليمنية ستقصف تل أبيب.",
            "threat",
            ["Yemeni forces"],
            ["Israel"],
            "asserted",
        ),
        (
            "قال الرئيس الإيراني إن أي هجوم على بلاده سيقابل برد حازم.",
            "threat",
            ["President of Iran"],
            [],
            "conditional",
        ),
        (
            "أكد الحرس الثوري أن إسرائيل ستدفع الثمن.",
            "threat",
            ["Islamic Revolutionary Guard Corps"],
            ["Israel"],
            "asserted",
        ),
        (
            "قالت كتائب القسام إن أي توغل سيفتح أبواب الجحيم على إسرائيل.",
            "threat",
            ["Al-Qassam Brigades"],
            ["Israel"],
            "conditional",
        ),
        (
            "هدد المتحدث باسم كتائب القسام في تسجيل صوتي بقتل الأسرى.",
            "threat",
            ["Al-Qassam Brigades"],
            ["prisoners"],
            "asserted",
        ),
        ("هدد الحوثيون عبر تلغرام باستهداف السفن البريطانية.", "threat", ["Houthis"], ["British ships"], "asserted"),
        ("أمهلت حماس إسرائيل 48 ساعة لوقف القصف، مهددة بقتل الأسرى.", "threat", ["Hamas"], ["prisoners"], "asserted"),
        (
            "هدد الجيش السوداني بقصف الفاشر إذا لم تنسحب قوات الدعم السريع حتى نهاية الأسبوع.",
            "threat",
            ["Sudanese Armed Forces"],
            ["Rapid Support Forces"],
            "conditional",
        ),
        ("تبنى تنظيم داعش الهجوم على الكنيسة.", "claim", ["Islamic State"], [], "asserted"),
        (
            "تبنت كتائب القسام الهجوم على الحاجز الإسرائيلي.",
            "claim",
            ["Al-Qassam Brigades"],
            ["Israeli army"],
            "asserted",
        ),
        ("أعلنت حركة الشباب مسؤوليتها عن التفجير في مقديشو.", "claim", ["Al-Shabaab"], [], "asserted"),
        (
            "أعلن حزب الله أن مقاتليه استهدفوا موقعا إسرائيليا بالصواريخ.",
            "claim",
            ["Hezbollah"],
            ["Israel"],
            "asserted",
        ),
        (
            "أعلنت كتائب القسام أنها قتلت ثلاثة جنود إسرائيليين.",
            "claim",
            ["Al-Qassam Brigades"],
            ["Israeli army"],
            "asserted",
        ),
        ("أعلنت وزارة الدفاع الروسية أن قواتها قصفت خاركيف.", "claim", ["Russian Armed Forces"], [], "asserted"),
        (
            "أعلنت القيادة المركزية الأمريكية أنها قصفت مواقع للحوثيين في صنعاء.",
            "claim",
            ["US Central Command"],
            ["Houthis"],
            "asserted",
        ),
        (
            'قالت مصادر إن حركة النجباء اعتبرت أي استهداف لها من قبل "قسد" بمثابة إعلان حرب.',
            "threat",
            ["Harakat Hezbollah al-Nujaba"],
            ["Syrian Democratic Forces"],
            "conditional",
        ),
        (
            "قالت حركة الشباب إن السفن الأمريكية باتت ضمن بنك أهدافها.",
            "threat",
            ["Al-Shabaab"],
            ["US ships"],
            "asserted",
        ),
        (
            "حذرت روسيا أوكرانيا من أنها ستواجه عواقب إذا هاجمت الجسر.",
            "threat",
            ["Russia"],
            ["Ukraine"],
            "conditional",
        ),
        ("أبلغ بوتين أردوغان بعزم موسكو الرد على الهجوم.", "threat", ["Russia"], [], "asserted"),
        ("أكدت إيران أن قتل الدبلوماسيين لن يمر دون عقاب.", "threat", ["Iran"], [], "asserted"),
        (
            "هدد رئيس الوزراء الإسرائيلي، بنيامين نتنياهو، حزب الله متوعدا بضربة ساحقة إذا قصف حيفا.",
            "threat",
            ["Benjamin Netanyahu"],
            ["Hezbollah"],
            "conditional",
        ),
        (
            "حذر بنيامين نتنياهو، رئيس الوزراء الإسرائيلي، أمس الأحد، حركة حماس من عواقب أي خرق.",
            "threat",
            ["Benjamin Netanyahu"],
            ["Hamas"],
            "conditional",
        ),
        (
            "قال وزير الدفاع التركي إن بلاده ستنفذ عملية ضد حزب العمال الكردستاني إذا لم ينسحب.",
            "threat",
            ["Turkey"],
            ["Kurdistan Workers' Party"],
            "conditional",
        ),
        (
            "حذر الحرس الثوري إسرائيل من شن أي هجوم، مؤكدا أن ذلك سيكلفها ثمنا باهظا.",
            "threat",
            ["Islamic Revolutionary Guard Corps"],
            ["Israel"],
            "conditional",
        ),
        ("نشر حزب الله ردا على تهديد إسرائيل باغتيال قادته.", "threat", ["Israel"], ["Hezbollah"], "asserted"),
        ("لم تتبن أي جهة الهجوم على السوق.", "claim", [], [], "denied"),
        ("لم تعلن أي جماعة مسؤوليتها عن التفجير في كابول.", "claim", [], [], "denied"),
        ("ولم يعلن أحد مسؤوليته عن الهجوم.", "claim", [], [], "denied"),
        ("نفى الجيش الإسرائيلي قصف المستشفى.", "denial", ["Israeli army"], [], "denied"),
        ("نفت إيران أي صلة بالهجوم على القاعدة الأمريكية.", "denial", ["Iran"], ["US forces"], "denied"),
        ("نفى حزب الله أن يكون قد قصف مجدل شمس.", "denial", ["Hezbollah"], [], "denied"),
        ("أكد الجيش السوداني أنه لم يقصف مستشفى المدينة.", "denial", ["Sudanese Armed Forces"], ["hospital"], "denied"),
        ("نفت روسيا ما تداولته صفحات عن قصف مستشفى في حلب.", "denial", ["Russia"], [], "denied"),
        ("نفت حركة طالبان مسؤوليتها عن الهجوم في بيشاور.", "denial", ["Tehrik-i-Taliban Pakistan"], [], "denied"),
        ("نفت روسيا أنها استهدفت مدنيين في خاركيف.", "denial", ["Russia"], ["civilians"], "denied"),
        ("قالت حماس إنه لا علاقة لها بالهجوم على الكنيسة.", "denial", ["Hamas"], [], "denied"),
        ("قال المتحدث باسم الحوثيين: «ليس لنا علاقة بالهجوم على السفينة».", "denial", ["Houthis"], ["ships"], "denied"),
        ("نفت قوات الدعم السريع عبر منصة إكس قصف المستشفى.", "denial", ["Rapid Support Forces"], [], "denied"),
        ("أنكرت كوريا الشمالية إرسال جنود إلى روسيا.", "denial", ["North Korea"], [], "denied"),
        ("نفت السلطات العراقية اعتقال ناشطين.", "denial", ["Iraqi authorities"], ["activists"], "denied"),
        ("أنكرت تركيا قتل مدنيين في غارة على دهوك.", "denial", ["Turkey"], ["civilians"], "denied"),
        ("نفت حماس أنها أعدمت أسرى إسرائيليين.", "denial", ["Hamas"], ["Israeli prisoners"], "denied"),
        ("نفت إيران تزويد روسيا بطائرات مسيرة.", "denial", ["Iran"], ["Russia"], "denied"),
        ("نفت القاهرة دعم قوات حفتر.", "denial", ["Egypt"], ["Libyan National Army"], "denied"),
        ("نفت روسيا وجود قوات لها في ليبيا.", "denial", ["Russia"], [], "denied"),
        ("نفت الشرطة المصرية إصابة أي من أفرادها.", "denial", ["Egyptian police"], [], "denied"),
    ],
)
def test_who_threatens_claims_or_denies_against_whom(
    text: str, kind: str, source: list[str], target: list[str], factuality: str
) -> None:
    made = reading(text, published="2024-03-10")
    found = [a for a in made.assertions if a.kind == kind]
    assert [(names(a.source), names(a.target), a.factuality.value) for a in found] == [(source, target, factuality)]


@pytest.mark.parametrize(
    ("text", "act", "condition", "deadline", "channel"),
    [
        ("هدد حزب الله بقصف حيفا إذا هاجمت إسرائيل بيروت.", "قصف", "إذا هاجمت إسرائيل بيروت", "", ""),
        ("هدد الحوثيون بإغراق السفن الأمريكية في البحر الأحمر.", "إغراق", "", "", ""),
        ("هدد تنظيم داعش بقتل الرهائن ما لم تدفع اليابان الفدية.", "قتل", "ما لم تدفع اليابان الفدية", "", ""),
        ("لوحت تركيا بعملية عسكرية جديدة في منبج.", "عملية", "", "", ""),
        ("هددت روسيا بقصف كييف في حال استمرار الهجمات على القرم.", "قصف", "في حال استمرار الهجمات على القرم", "", ""),
        ("توعد نتنياهو إيران بضربة قاسية.", "ضربة", "", "", ""),
        ("هددت إيران بإغلاق مضيق هرمز.", "إغلاق", "", "", ""),
        ("قال حزب الله إنه سيقصف تل أبيب إذا هاجمت إسرائيل بيروت.", "يقصف", "إذا هاجمت إسرائيل بيروت", "", ""),
        ("قال الحوثيون إنهم سيستهدفون السفن الأمريكية ما لم يتوقف القصف.", "يستهدفون", "ما لم يتوقف القصف", "", ""),
        ("أكدت حماس أنها سترد بقوة على أي هجوم إسرائيلي.", "ترد بقوة", "أي هجوم إسرائيلي", "", ""),
        ("قال المتحدث باسم الحوثيين يحيى سريع إن القوات اليمنية ستقصف تل أبيب.", "تقصف", "", "", ""),
        ("قال الرئيس الإيراني إن أي هجوم على بلاده سيقابل برد حازم.", "يقابل برد", "أي هجوم على بلاده", "", ""),
        ("أكد الحرس الثوري أن إسرائيل ستدفع الثمن.", "تدفع الثمن", "", "", ""),
        ("قالت كتائب القسام إن أي توغل سيفتح أبواب الجحيم على إسرائيل.", "يفتح أبواب الجحيم", "أي توغل", "", ""),
        ("هدد المتحدث باسم كتائب القسام في تسجيل صوتي بقتل الأسرى.", "قتل", "", "", "في تسجيل صوتي"),
        ("هدد الحوثيون عبر تلغرام باستهداف السفن البريطانية.", "استهداف", "", "", "عبر تلغرام"),
        ("أمهلت حماس إسرائيل 48 ساعة لوقف القصف، مهددة بقتل الأسرى.", "قتل", "", "", ""),
        (
            "هدد الجيش السوداني بقصف الفاشر إذا لم تنسحب قوات الدعم السريع حتى نهاية الأسبوع.",
            "قصف",
            "إذا لم تنسحب قوات الدعم السريع حتى نهاية الأسبوع",
            "2024-03-15",
            "",
        ),
    ],
)
def test_the_parts_of_a_threat(text: str, act: str, condition: str, deadline: str, channel: str) -> None:
    made = reading(text, published="2024-03-10")
    found = next(a for a in made.assertions if a.kind == "threat")
    assert found.act is not None
    assert made.quote(found.act.span) == act
    assert (made.quote(found.condition) if found.condition else "") == condition
    assert (found.deadline.end.isoformat() if found.deadline and found.deadline.end else "") == deadline
    assert (made.quote(found.channel) if found.channel else "") == channel


def test_a_denial_that_is_denied_denies_nothing() -> None:
    assert [a for a in reading("لم ينف الجيش الإسرائيلي أنه قصف المدرسة.").assertions if a.kind == "denial"] == []
