"""The parts of an article."""

from __future__ import annotations

import pytest

from rasid.model import Document, Reading
from rasid.text.blocks import find_blocks
from tests.text.furniture import furniture

ARTICLE = """مقتل جنديين في هجوم على نقطة تفتيش شرق المدينة
عمان - بترا
12-03-2021, 14:05
آليات عسكرية قرب موقع الهجوم (أ ف ب)
شارك

قالت وزارة الدفاع اليوم إن جنديين قتلا وأصيب ثلاثة آخرون في هجوم على نقطة تفتيش شرق المدينة.
وأضافت الوزارة في بيان أن المهاجمين لاذوا بالفرار بعد تبادل لإطلاق النار استمر نصف ساعة.
تعزيزات عسكرية
ووصلت تعزيزات إلى المنطقة مساء، وفق سكان تحدثوا عن سماع دوي انفجارات متقطعة طوال الليل.
اقرأ أيضا: تفاصيل الهجوم السابق
وأغلقت السلطات الطريق الرئيسي المؤدي إلى المطار حتى إشعار آخر، حسب ما ذكر شهود عيان.
مواضيع ذات صلة
انفجار في مصنع للأسمدة
الأكثر قراءة
"""
PARTS = [
    "headline",
    "dateline",
    "byline",
    "caption",
    "residue",
    "body",
    "body",
    "subhead",
    "body",
    "residue",
    "body",
    "residue",
    "residue",
    "residue",
]


def blocks(text: str) -> list[tuple[str, str]]:
    reading = find_blocks.run(Reading(Document("test", text)), furniture())
    return [(block.part, reading.quote(block.span)) for block in reading.blocks]


def test_an_article_falls_into_its_parts() -> None:
    assert [part for part, _ in blocks(ARTICLE)] == PARTS


def test_windows_line_ends_change_nothing() -> None:
    assert [part for part, _ in blocks(ARTICLE.replace("\n", "\r\n"))] == PARTS


def test_blocks_hold_all_words() -> None:
    held = "".join(words for _, words in blocks(ARTICLE))
    assert "".join(held.split()) == "".join(ARTICLE.split())


@pytest.mark.parametrize("text", ["قتل جندي في هجوم", "قتل جندي في هجوم.", "قصف", "قال المتحدث: لن نتراجع"])
def test_a_single_line_is_body(text: str) -> None:
    assert blocks(text) == [("body", text)]


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("بغداد (رويترز) - ", "قالت الشرطة إن انفجارا وقع في سوق شعبية صباح اليوم وأوقع قتلى."),
        ("عمان - سانا - ", "أعلن مصدر أمني اليوم توقيف ثلاثة أشخاص في العاصمة."),
        ("دمشق-سانا: ", "أعلن مصدر أمني اليوم توقيف ثلاثة أشخاص في العاصمة."),
        ("مقديشو 4 مايو 2022 (شينخوا) ", "أعلنت الشرطة اليوم توقيف ثلاثة أشخاص في العاصمة."),
        ("ديار بكر (تركيا) (أ ف ب) – ", "أعلنت الشرطة اليوم توقيف ثلاثة أشخاص في المدينة."),
        ("الأناضول/ ", "أعلنت الشرطة اليوم توقيف ثلاثة أشخاص في المدينة."),
    ],
)
def test_a_dateline_is_cut_from_its_paragraph(dateline: str, rest: str) -> None:
    assert blocks(dateline + rest) == [("dateline", dateline.rstrip()), ("body", rest)]


@pytest.mark.parametrize(
    "text",
    [
        "قال المتحدث باسم الجيش - الذي رفض كشف اسمه - إن القصف توقف.",
        "وأوضح مصدر في وكالة الأنباء اليمنية (سبأ) أن القصف استمر ساعات.",
        "قال الوزير: لن نتراجع عن موقفنا مهما كانت الضغوط علينا.",
        "بغداد تعلن انتهاء العمليات العسكرية في محيط المدينة القديمة.",
    ],
)
def test_other_paragraphs_have_no_dateline(text: str) -> None:
    assert blocks(text) == [("body", text)]


@pytest.mark.parametrize(
    "text", ["", " \n\n ", "...", "؟", "x", "🔴", "<p>hi</p>\n<b>x</b>", "1\n2\n3", "مواضيع ذات صلة", "شارك\nشارك"]
)
def test_odd_texts_are_no_trouble(text: str) -> None:
    held = "".join(words for _, words in blocks(text))
    assert "".join(held.split()) == "".join(text.split())


def test_without_knowledge_lines_still_fall_into_parts() -> None:
    reading = find_blocks.run(Reading(Document("test", ARTICLE)), None)
    assert reading.blocks[0].part == "headline"
    assert sum(block.part == "body" for block in reading.blocks) >= 4


def test_a_long_paragraph_that_ends_with_its_agency_is_no_caption() -> None:
    paragraph = " ".join(["قالت وزارة الدفاع إن جنديين قتلا في هجوم على نقطة تفتيش شرق المدينة."] * 5)
    found = blocks(f"هجوم شرق المدينة\n\n{paragraph} (وكالات)")
    assert [part for part, _ in found] == ["headline", "body"]
