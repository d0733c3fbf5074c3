"""Quantities: numbers with their bounds, the nouns they count, and numbers that count nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.lang.ar.calendars import find_times
from rasid.lang.ar.quantities import find_quantities, units
from rasid.model import Kind, Mention, Quantity
from tests.lang.times_build import knowledge, plain

Bound = int | float | None
Found = tuple[str, Bound, Bound, str, str]

CASES: list[tuple[str, list[Found]]] = [
    ("قتل ثلاثة مدنيين وأصيب 12 آخرون", [("ثلاثة مدنيين", 3, 3, "civilian", "person"), ("12 آخرون", 12, 12, "", "")]),
    ("قتل أكثر من 165 جنديا في المعارك", [("165 جنديا", 165, None, "soldier", "person")]),
    (
        "سقط 15207 شهداء و40652 مصابا",
        [
            ("15207 شهداء", 15207, 15207, "dead_person", "person"),
            ("و40652 مصابا", 40652, 40652, "wounded_person", "person"),
        ],
    ),
    (
        "مقتل جنديين وإصابة خمسة من عناصر الشرطة",
        [("جنديين", 2, 2, "soldier", "person"), ("خمسة من عناصر", 5, 5, "member", "person")],
    ),
    (
        "سقط قتيلان وأربعة جرحى",
        [("قتيلان", 2, 2, "dead_person", "person"), ("وأربعة جرحى", 4, 4, "wounded_person", "person")],
    ),
    ("سقط عشرات القتلى في القصف", [("عشرات القتلى", None, None, "dead_person", "person")]),
    ("فر مئات الآلاف من النازحين", [("مئات الآلاف من النازحين", None, None, "displaced_person", "person")]),
    ("قتل ما بين 560 و770 رجلا", [("بين 560 و770 رجلا", 560, 770, "man", "person")]),
    ("نزح 1,8 مليون شخص", [("1,8 مليون شخص", 1800000, 1800000, "person", "person")]),
    ("نزح ١٧ ألفاً و٢٩٠ شخصا", [("١٧ ألفاً و٢٩٠ شخصا", 17290, 17290, "person", "person")]),
    ("صدر القرار 2722 عن المجلس", []),
    ("أقلعت طائرة إف-16 من القاعدة", []),
    ("أقلعت طائرة F16 من القاعدة", []),
    ("صودر رشاش عيار 23 ملم", []),
    ("صدر العدد 14639 من الصحيفة", []),
    ("بلغ عدد القتلى 92 على الأقل", [("92", 92, None, "", "")]),
    ("ارتفعت الحصيلة إلى 865 قتيلا", [("865 قتيلا", 865, 865, "dead_person", "person")]),
    ("تراجعت الهجمات 9 بالمئة", [("9 بالمئة", 9, 9, "percent", "percent")]),
    ("تراجعت الهجمات 5%", [("5%", 5, 5, "percent", "percent")]),
    ("تراجعت الهجمات بنسبة 12.5 في المئة", [("12.5 في المئة", 12.5, 12.5, "percent", "percent")]),
    ("قتل الشاب سامي (25 عاما) برصاصة", [("25 عاما", 25, 25, "year", "age")]),
    ("قتل رجل يبلغ من العمر 30 عاما", [("30 عاما", 30, 30, "year", "age")]),
    ("استمر الحصار ثلاثة أشهر", [("ثلاثة أشهر", 3, 3, "month", "time")]),
    ("تقع القاعدة على بعد 30 كيلومترا من المدينة", [("30 كيلومترا", 30, 30, "kilometre", "distance")]),
    ("نزح نحو 960 ألف شخص", [("960 ألف شخص", 960000, 960000, "person", "person")]),
    ("وقع التفجير الساعة 14:10", []),
    ("وقع التفجير الساعة 2 ظهرا", []),
    ("صوت المجلس بـ114 صوتا", [("بـ114 صوتا", 114, 114, "", "")]),
    ("شن الطيران غارتين على البلدة", [("غارتين", 2, 2, "raid", "act")]),
    ("وصل رتل من 80 آلية", [("80 آلية", 80, 80, "vehicle", "thing")]),
    ("أطلق المقاتلون بين 10 و15 صاروخا", [("بين 10 و15 صاروخا", 10, 15, "rocket", "thing")]),
    ("اعتقلت القوة 3 إلى 5 أشخاص", [("3 إلى 5 أشخاص", 3, 5, "person", "person")]),
    ("نقلت قناة 12 الخبر", []),
    ("تقدم اللواء 82 شمالا", []),
    ("عثر على 200 كغم من المتفجرات", [("200 كغم", 200, 200, "kilogram", "thing")]),
    ("قدمت الدولة مليوني دولار", [("مليوني دولار", 2000000, 2000000, "dollar", "money")]),
    ("قتل اثنان من الجنود", [("اثنان من الجنود", 2, 2, "soldier", "person")]),
    ("قتل مدنيان اثنان", [("مدنيان اثنان", 2, 2, "civilian", "person")]),
    ("قتل واحد وعشرون شخصا", [("واحد وعشرون شخصا", 21, 21, "person", "person")]),
    ("بينهم 3 أطفال و4 نساء", [("3 أطفال", 3, 3, "child", "person"), ("و4 نساء", 4, 4, "woman", "person")]),
    ("قتل أحد عشر جنديا", [("أحد عشر جنديا", 11, 11, "soldier", "person")]),
    ("قتلت إحدى عشرة امرأة", [("إحدى عشرة امرأة", 11, 11, "woman", "person")]),
    ("قتل اثنا عشر شرطيا", [("اثنا عشر شرطيا", 12, 12, "police_officer", "person")]),
    ("قتلت اثنتا عشرة امرأة", [("اثنتا عشرة امرأة", 12, 12, "woman", "person")]),
    ("قتل ثلاثة عشر مقاتلا", [("ثلاثة عشر مقاتلا", 13, 13, "fighter", "person")]),
    ("قتل تسعة عشر مسلحا", [("تسعة عشر مسلحا", 19, 19, "gunman", "person")]),
    ("قتل عشرون جنديا", [("عشرون جنديا", 20, 20, "soldier", "person")]),
    ("أصيب خمسة وعشرون طالبا", [("خمسة وعشرون طالبا", 25, 25, "student", "person")]),
    ("أصيب ثمان وثلاثون امرأة", [("ثمان وثلاثون امرأة", 38, 38, "woman", "person")]),
    ("أصيب مئة جندي", [("مئة جندي", 100, 100, "soldier", "person")]),
    ("أصيب مائة جندي", [("مائة جندي", 100, 100, "soldier", "person")]),
    ("أصيب مئتا جندي", [("مئتا جندي", 200, 200, "soldier", "person")]),
    ("أصيب مائتي جندي", [("مائتي جندي", 200, 200, "soldier", "person")]),
    ("أصيب ثلاثمئة جندي", [("ثلاثمئة جندي", 300, 300, "soldier", "person")]),
    ("أصيب ثلاثمائة وخمسون جنديا", [("ثلاثمائة وخمسون جنديا", 350, 350, "soldier", "person")]),
    ("قتل ألف مدني", [("ألف مدني", 1000, 1000, "civilian", "person")]),
    ("قتل ألفا مدني", [("ألفا مدني", 2000, 2000, "civilian", "person")]),
    ("قتل ألفي مدني", [("ألفي مدني", 2000, 2000, "civilian", "person")]),
    ("قتل ألف ومئتان وخمسون مدنيا", [("ألف ومئتان وخمسون مدنيا", 1250, 1250, "civilian", "person")]),
    ("وصل خمسة آلاف جندي", [("خمسة آلاف جندي", 5000, 5000, "soldier", "person")]),
    ("وصل 15 ألف جندي", [("15 ألف جندي", 15000, 15000, "soldier", "person")]),
    ("وصل عشرة آلاف وخمسمئة جندي", [("عشرة آلاف وخمسمئة جندي", 10500, 10500, "soldier", "person")]),
    ("وصل مئة وخمسون ألف جندي", [("مئة وخمسون ألف جندي", 150000, 150000, "soldier", "person")]),
    ("نزح مليون شخص", [("مليون شخص", 1000000, 1000000, "person", "person")]),
    ("نزح مليونا شخص", [("مليونا شخص", 2000000, 2000000, "person", "person")]),
    ("نزح مليون ونصف مليون شخص", [("مليون ونصف مليون شخص", 1500000, 1500000, "person", "person")]),
    ("نزح نصف مليون شخص", [("نصف مليون شخص", 500000, 500000, "person", "person")]),
    ("نزح 3 ملايين شخص", [("3 ملايين شخص", 3000000, 3000000, "person", "person")]),
    ("نزح 10,000 شخص", [("10,000 شخص", 10000, 10000, "person", "person")]),
    ("نزح 10 000 شخص", [("10 000 شخص", 10000, 10000, "person", "person")]),
    ("نزح 2.5 مليون شخص", [("2.5 مليون شخص", 2500000, 2500000, "person", "person")]),
    ("بلغت الخسائر ملياري دولار", [("ملياري دولار", 2000000000, 2000000000, "dollar", "money")]),
    ("قتل ما لا يقل عن 40 مدنيا", [("40 مدنيا", 40, None, "civilian", "person")]),
    ("قتل 40 مدنيا على الأقل", [("40 مدنيا", 40, None, "civilian", "person")]),
    ("قتل على الأقل 40 مدنيا", [("40 مدنيا", 40, None, "civilian", "person")]),
    ("قتل ما يزيد على 40 مدنيا", [("40 مدنيا", 40, None, "civilian", "person")]),
    ("قتل أقل من 40 مدنيا", [("40 مدنيا", None, 40, "civilian", "person")]),
    ("قتل حوالي 40 مدنيا", [("40 مدنيا", 40, 40, "civilian", "person")]),
    ("قتل قرابة 40 مدنيا", [("40 مدنيا", 40, 40, "civilian", "person")]),
    ("قتل زهاء 40 مدنيا", [("40 مدنيا", 40, 40, "civilian", "person")]),
    ("قتل ما يقرب من 40 مدنيا", [("40 مدنيا", 40, 40, "civilian", "person")]),
    ("قتل 40 مدنيا تقريبا", [("40 مدنيا", 40, 40, "civilian", "person")]),
    ("قتل نحو أربعين مدنيا", [("أربعين مدنيا", 40, 40, "civilian", "person")]),
    ("قتل أزيد من 40 مدنيا", [("40 مدنيا", 40, None, "civilian", "person")]),
    ("قتل عدد من الجنود", [("عدد من الجنود", None, None, "soldier", "person")]),
    ("قتلت عدة نساء", [("عدة نساء", None, None, "woman", "person")]),
    ("قتل بضعة جنود", [("بضعة جنود", None, None, "soldier", "person")]),
    ("خرج آلاف المتظاهرين", [("آلاف المتظاهرين", None, None, "protester", "person")]),
    ("خرج الآلاف إلى الشوارع", [("الآلاف", None, None, "", "")]),
    ("أصيب العشرات بجروح", [("العشرات", None, None, "", "")]),
    ("أصيب العشرات من المدنيين", [("العشرات من المدنيين", None, None, "civilian", "person")]),
    ("قتل 7 وأصيب 9", [("7", 7, 7, "", ""), ("9", 9, 9, "", "")]),
    ("قتل سبعة وأصيب تسعة", [("سبعة", 7, 7, "", ""), ("تسعة", 9, 9, "", "")]),
    ("قتل 5 من الجنود و3 من الشرطة", [("5 من الجنود", 5, 5, "soldier", "person"), ("و3 من الشرطة", 3, 3, "", "")]),
    ("أسر 14 من عناصر التنظيم", [("14 من عناصر", 14, 14, "member", "person")]),
    (
        "اعتقل 20 فلسطينيا بينهم طفلان",
        [("20 فلسطينيا", 20, 20, "palestinian", "person"), ("طفلان", 2, 2, "child", "person")],
    ),
    ("أصيب فلسطينيان برصاص الجيش", [("فلسطينيان", 2, 2, "palestinian", "person")]),
    ("انفجرت عبوتان ناسفتان", [("عبوتان", 2, 2, "bomb", "thing")]),
    ("انفجرت سيارتان مفخختان", [("سيارتان", 2, 2, "vehicle", "thing")]),
    ("أسقطت الدفاعات ثلاث طائرات مسيرة", [("ثلاث طائرات مسيرة", 3, 3, "drone", "thing")]),
    ("سقطت خمس قذائف هاون", [("خمس قذائف", 5, 5, "shell", "thing")]),
    ("أطلق التنظيم 20 صاروخا", [("20 صاروخا", 20, 20, "rocket", "thing")]),
    ("دمر القصف 6 منازل", [("6 منازل", 6, 6, "house", "thing")]),
    ("أصيب جنديان أحدهما بجروح خطيرة", [("جنديان", 2, 2, "soldier", "person")]),
    ("قتل جندي وأصيب آخر", []),
    ("أصيب جريحان آخران", [("جريحان", 2, 2, "wounded_person", "person")]),
    ("قتل 12 شخصا آخرين", [("12 شخصا", 12, 12, "person", "person")]),
    ("قتلت القوة 4 مسلحين وجرحت 6 آخرين", [("4 مسلحين", 4, 4, "gunman", "person"), ("6 آخرين", 6, 6, "", "")]),
    (
        "سقط 10 قتلى و20 جريحا",
        [("10 قتلى", 10, 10, "dead_person", "person"), ("و20 جريحا", 20, 20, "wounded_person", "person")],
    ),
    ("المادة 51 من الميثاق", []),
    ("هاتف رقم 5 في الحي", []),
    ("الفقرة 3 من البيان", []),
    ("قتل أربعة من الحرس", [("أربعة من الحرس", 4, 4, "guard", "person")]),
    ("قتل جميعهم", []),
    ("الدورة 74 للجمعية", []),
    ("قتل ستون شخصا", [("ستون شخصا", 60, 60, "person", "person")]),
    ("تسعون في المئة من السكان", [("تسعون في المئة", 90, 90, "percent", "percent")]),
    ("مئة ألف لاجئ", [("مئة ألف لاجئ", 100000, 100000, "refugee", "person")]),
    ("مئات الجنود", [("مئات الجنود", None, None, "soldier", "person")]),
    ("عمره 17 عاما", [("17 عاما", 17, 17, "year", "age")]),
    ("البالغة 60 عاما", [("60 عاما", 60, 60, "year", "age")]),
    ("استمر القتال يومين", [("يومين", 2, 2, "day", "time")]),
    ("استمر القتال خمس ساعات", [("خمس ساعات", 5, 5, "hour", "time")]),
    ("وصل العمق إلى 12 كيلومترا", [("12 كيلومترا", 12, 12, "kilometre", "distance")]),
    ("غرامة قدرها 500 يورو", [("500 يورو", 500, 500, "euro", "money")]),
    ("قتل 10 أو 12 جنديا", [("10 أو 12 جنديا", 10, 12, "soldier", "person")]),
    ("قتل 10-12 جنديا", [("10-12 جنديا", 10, 12, "soldier", "person")]),
    ("قصف البلدة في 3 مايو 2012", []),
    ("قتل 3 جنود في 5 مايو", [("3 جنود", 3, 3, "soldier", "person")]),
    ("قتل 11 جنديا منذ ثلاثة أيام", [("11 جنديا", 11, 11, "soldier", "person")]),
    ("قتل الجنديان", [("الجنديان", 2, 2, "soldier", "person")]),
    ("قتل ثلاثتهم", []),
    ("حكم عليه بالسجن 10 سنوات", [("10 سنوات", 10, 10, "year", "time")]),
    ("قالت حركة طالبان إن الهجوم وقع", []),
    ("وصل الزائرين إلى المدينة", []),
    ("قتل 10 من جنودها في الكمين", [("10 من جنودها", 10, 10, "soldier", "person")]),
    ("أعدم 16 من معتقلي السجن", [("16 من معتقلي", 16, 16, "detainee", "person")]),
    ("اتفقت الدول الخمس على الهدنة", []),
    ("ارتفع العدد إلى 815 عدد الهجمات", [("815", 815, 815, "", "")]),
    ("صدر العدد [14639] من الصحيفة", []),
    ("قتل ما يناهز 70 شخصا", [("70 شخصا", 70, 70, "person", "person")]),
    (
        "يضم الرتل ألفي مقاتل و30 دبابة",
        [("ألفي مقاتل", 2000, 2000, "fighter", "person"), ("و30 دبابة", 30, 30, "tank", "thing")],
    ),
]


def quantities(text: str) -> list[Mention]:
    return list(find_quantities.run(plain(text, "2024-05-08"), knowledge()).mentions)


def value(mention: Mention) -> Quantity:
    assert isinstance(mention.value, Quantity)
    return mention.value


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quantities(text: str, expected: list[Found]) -> None:
    found = [(m, value(m)) for m in quantities(text)]
    assert [(text[m.span.start : m.span.end], q.low, q.high, q.unit, q.scope) for m, q in found] == expected


@pytest.mark.parametrize("word", ["نحو", "حوالي", "قرابة", "زهاء", "ما يقارب"])
def test_about_is_approximate(word: str) -> None:
    (found,) = quantities(f"قتل {word} 40 مدنيا")
    assert value(found).approximate


@pytest.mark.parametrize("text", ["عشرات القتلى", "مئات الجنود", "عدد من المدنيين", "بضعة جنود", "آلاف النازحين"])
def test_vague_words_have_no_number(text: str) -> None:
    (found,) = quantities(text)
    assert value(found).vague
    assert value(found).low is None


def test_the_noun_has_its_own_span() -> None:
    text = "أصيب خمسة من عناصر الشرطة"
    noun = value(quantities(text)[0]).noun
    assert noun is not None
    assert text[noun.start : noun.end] == "عناصر"


def test_times_found_before_are_left_out() -> None:
    reading = find_times.run(plain("قتل 3 جنود قبل 5 أيام", "2024-05-08"), knowledge())
    kinds = [m.kind for m in find_quantities.run(reading, knowledge()).mentions]
    assert kinds == [Kind.QUANTITY, Kind.TIME]


WORDS = sorted({form for entry in knowledge().units for form in entry.forms})[:400]
NUMBERS = [
    "3",
    "12",
    "1,8",
    "10,000",
    "ألف",
    "آلاف",
    "ثلاثة",
    "وعشرون",
    "مليون",
    "ونصف",
    "بين",
    "و5",
    "إلى",
    "أكثر",
    "من",
    "نحو",
    "%",
]
BITS = st.sampled_from([*WORDS, *NUMBERS, "عشرات", "على", "الأقل", "رقم", "الساعة", "-", ":", "/", "(", ")", "بـ"])


@settings(max_examples=300, deadline=None)
@given(st.lists(BITS, max_size=9))
def test_no_list_of_words_breaks_it(bits: list[str]) -> None:
    text = " ".join(bits)
    ends = 0
    for mention in quantities(text):
        quantity = value(mention)
        assert ends <= mention.span.start < mention.span.end <= len(text)
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high
        ends = mention.span.end


def test_the_table_is_built_once() -> None:
    assert units(knowledge()) is units(knowledge())
