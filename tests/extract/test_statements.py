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


@pytest.mark.parametrize(
    ("text", "plover"),
    [
        ("قال المتحدث باسم الحكومة اليمنية إن الهدنة تنهار، متهماً الحوثيين بالمماطلة.", "ACCUSE"),
        ("وقالت منظمة أوكسفام مطالبة الأربعاء بوقف الحرب إن المجاعة قريبة.", "REQUEST"),
        ("قال وزير الخارجية اللبناني إن الجيش باق، مؤكدا التزامه بالهدنة ورافضا أي تدخل أجنبي.", "REJECT"),
    ],
)
def test_a_participle_of_speech_tells_an_act_of_whoever_speaks(text: str, plover: str) -> None:
    _, found = told(text, plover=plover)
    assert len(found.source) == 1


@pytest.mark.parametrize(
    "text", ["اعتقلت الشرطة العراقية ثلاثة، متهمين بالقتل.", "وصل إلى المدينة رجل كان، طالبا جامعيا، يقيم فيها."]
)
def test_a_suspect_or_a_student_speaks_no_act(text: str) -> None:
    assert [a for a in reading(text).assertions if a.plover in ("ACCUSE", "REQUEST")] == []


@pytest.mark.parametrize(
    ("text", "plover", "source"),
    [
        ("قال وزير الخارجية الروسي إن إيران مستعدة لاستئناف المفاوضات.", "AGREE", "Iran"),
        ("وأكدت قطر أن حماس ملتزمة باتفاق الهدنة.", "AGREE", "Hamas"),
    ],
)
def test_who_is_said_to_be_ready_or_committed_is_the_one_who_agrees(text: str, plover: str, source: str) -> None:
    _, found = told(text, plover=plover)
    assert names(found.source) == [source]


@pytest.mark.parametrize(
    ("text", "plover"),
    [
        ("وصف وزير الخارجية السوري القرار بأنه عدوان على بلاده.", "ACCUSE"),
        ("شككت فرنسا في نتائج الانتخابات التي نظمها النظام.", "ACCUSE"),
        ("قال وزير الخارجية الفرنسي إن روسيا تتحمل مسؤولية كبيرة عن استمرار القتال.", "ACCUSE"),
        ("رجحت الأمم المتحدة التوصل إلى تسوية للنزاع قبل نهاية العام.", None),
        ("وهذا اتفاق ترفضه إيران وتتمسك به الدول الأوروبية.", "REJECT"),
    ],
)
def test_bad_names_doubts_blame_and_forecasts_are_told(text: str, plover: str | None) -> None:
    assert plover in [a.plover for a in reading(text).assertions if a.kind == "statement"]


@pytest.mark.parametrize(
    "text",
    [
        "وصف الرئيس المصري اللقاء بأنه مثمر.",
        "تتحمل الأسرة مسؤولية تربية الأطفال.",
        "تتواصل الاحتجاجات في الجزائر للأسبوع الثاني.",
        "ويعد هذا الحي الأكبر في بغداد منذ سنوات.",
    ],
)
def test_praise_duty_going_on_and_counting_as_are_no_acts_of_speech(text: str) -> None:
    assert [a for a in reading(text).assertions if a.plover in ("ACCUSE", "CONSULT", "AGREE")] == []


@pytest.mark.parametrize(
    ("text", "plover", "count"),
    [
        ("طالب الوزير العراقي بمحاسبة العناصر التي تقف وراء الهجوم.", "ACCUSE", 0),
        ("قال المتحدث باسم الجيش إن إيران تقف وراء الهجوم على السفينة.", "ACCUSE", 1),
        ("بحث الرئيس المصري ونظيره الفرنسي التزام إسرائيل بالهدنة.", "AGREE", 0),
        ("تبادلت روسيا وأوكرانيا الاتهامات بقصف المحطة.", "ACCUSE", 2),
        ("تظاهر الآلاف في صنعاء تنديدا بالقصف الإسرائيلي.", "ACCUSE", 0),
        ("أوقفت الشرطة العراقية ثلاثة بتهمة الانتماء لتنظيم داعش.", "ACCUSE", 0),
        ("قصف الجيش السوداني الفاشر قبل تصويت مجلس الأمن على الهدنة.", "AGREE", 0),
        ("قال مسؤول عراقي رفض نشر اسمه إن القصف أوقع قتلى.", "REJECT", 0),
        ("أعرب المندوب السوري عن رفض بلاده للقرار.", "REJECT", 1),
        ("تبادل الجيش السوداني وقوات الدعم السريع، أمس الأحد، الاتهامات بخرق الهدنة.", "ACCUSE", 2),
    ],
)
def test_how_often_an_accusation_or_a_promise_is_told(text: str, plover: str, count: int) -> None:
    assert len([a for a in reading(text).assertions if a.plover == plover]) == count


def test_a_warning_by_who_cannot_do_the_harm_is_no_threat() -> None:
    found = reading("حذرت الأمم المتحدة من عواقب وخيمة على المدنيين إذا هاجمت إسرائيل رفح.").assertions
    assert [(a.kind, a.plover) for a in found if names(a.source) == ["United Nations"]] == [("statement", None)]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("خطف مسلحون من بوكو حرام مئة تلميذة في نيجيريا. وأدان الرئيس النيجيري عملية الخطف.", ["Boko Haram"]),
        ("قتل مستوطنون إسرائيليون فلسطينيا قرب نابلس. وأدانت السلطة الفلسطينية الجريمة.", ["Israeli settlers"]),
        ("احتجز الحوثيون موظفين في الأمم المتحدة. وأدانت واشنطن احتجاز الموظفين.", ["Houthis"]),
        ("انفجرت قنبلة في سوق ببغداد وقتل عشرة. ودان السيستاني الجريمة.", []),
        ("ونددت منظمة العفو الدولية باعتقال صحفيين.", []),
        ("أدان مجلس الأمن الهجوم في كابل الذي تبناه تنظيم الدولة الإسلامية.", ["Islamic State"]),
        ("سلمت الخارجية العراقية السفير التركي مذكرة احتجاج.", ["Turkey"]),
    ],
)
def test_an_accusation_is_against_whoever_did_what_it_speaks_of(text: str, target: list[str]) -> None:
    _, found = told(text, plover="ACCUSE")
    assert names(found.target) == target


@pytest.mark.parametrize(
    ("text", "plover", "source", "target"),
    [
        (
            "انسحبت القوات الفرنسية من النيجر بطلب من المجلس العسكري.",
            "REQUEST",
            ["Niger military junta"],
            ["French forces"],
        ),
        ("وقال السفير الأميركي إن واشنطن تتوقع من الخرطوم احترام القرار.", "REQUEST", ["United States"], ["Sudan"]),
        ("رحب الرئيس التركي بالقرار، واتهم إسرائيل بعرقلة السلام.", "ACCUSE", ["President of Turkey"], ["Israel"]),
        (
            "أكدت الرئاسة الجزائرية مقتل ثلاثة، متهمة قوات الاحتلال المغربي بالوقوف وراء القصف.",
            "ACCUSE",
            ["Presidency of Algeria"],
            ["Royal Moroccan Armed Forces"],
        ),
        (
            "قصفت القوات التركية مواقع الجيش السوري في إدلب. ودعت روسيا الطرفين إلى ضبط النفس.",
            "REQUEST",
            ["Russia"],
            ["Turkey", "Syria"],
        ),
    ],
)
def test_who_speaks_to_or_of_whom(text: str, plover: str, source: list[str], target: list[str]) -> None:
    _, found = told(text, plover=plover)
    assert (names(found.source), names(found.target)) == (source, target)


@pytest.mark.parametrize(
    ("text", "plover", "source", "target"),
    [
        (
            "عقد في جنيف اجتماع بين الحكومة السورية والمعارضة.",
            "CONSULT",
            ["Government of Syria"],
            ["Syrian opposition"],
        ),
        ("اتفقت روسيا وتركيا على وقف إطلاق النار.", "AGREE", ["Russia"], ["Turkey"]),
        ("عرضت تركيا الوساطة بين روسيا وأوكرانيا.", "AGREE", ["Turkey"], ["Russia", "Ukraine"]),
        (
            "دانت بوغوتا الحرب الإسرائيلية على غزة. واستدعت كولومبيا سفيرها من إسرائيل.",
            "SANCTION",
            ["Colombia"],
            ["Israel"],
        ),
        (
            "نفذ الاتحاد العام التونسي للشغل إضرابا عاما في الوظيفة العمومية.",
            "PROTEST",
            ["Tunisian General Labour Union"],
            ["Government of Tunisia"],
        ),
    ],
)
def test_with_whom_or_against_whom_it_is_done(text: str, plover: str, source: list[str], target: list[str]) -> None:
    _, found = told(text, plover=plover)
    assert (names(found.source), names(found.target)) == (source, target)
