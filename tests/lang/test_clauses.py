"""Clauses and phrases: where a clause begins, what it hangs on, and the preposition that governs a phrase."""

from __future__ import annotations

import pytest

from rasid.lang.ar.clauses import relation_of
from rasid.model import Chunk, Clause, Reading
from tests.build import reading


def words(made: Reading, first: int, last: int) -> str:
    """The characters of some tokens."""
    return made.quote(made.tokens[first].span.to(made.tokens[last - 1].span))


def clause(made: Reading, part: str) -> Clause:
    """The clause that holds the first of some words."""
    at = made.token_at(made.document.text.index(part))
    return next(c for c in made.clauses if c.first <= at < c.last)


def chunk(made: Reading, part: str) -> Chunk:
    """The phrase that holds the first of some words."""
    at = made.token_at(made.document.text.index(part))
    return next(c for c in made.chunks if c.first <= at < c.last)


@pytest.mark.parametrize(
    ("text", "part", "kind"),
    [
        ("قصف الجيش البلدة.", "قصف", "main"),
        ("قال الوزير إن الجيش انسحب من البلدة.", "إن", "complement"),
        ("أعلن الناطق أن القوات وصلت.", "أن", "complement"),
        ("قصف الجيش البلدة التي سيطر عليها المسلحون أمس.", "التي", "relative"),
        ("قال القائد: «سنرد على كل هجوم يستهدف مدننا».", "يستهدف", "relative"),
        ("سترد القوات إذا استمر القصف على القرى.", "إذا", "conditional"),
        ("انسحبت القوات عندما وصلت التعزيزات.", "عندما", "adverbial"),
        ("قتل الجندي بعد أن هاجم مسلحون موقعه.", "أن", "adverbial"),
        ("قال القائد: «سنرد على كل هجوم يستهدف مدننا».", "سنرد", "quotation"),
        ("وقال الجيش: «إذا تقدم العدو فسنقصف مواقعه».", "فسنقصف", "quotation"),
        ("المقاتلون الذين هاجموا الثكنة، انسحبوا إلى الجبل.", "انسحبوا", "resumed"),
        ("هاجم المسلحون القرية، مستخدمين قذائف الهاون.", "مستخدمين", "participle"),
        ("هاجم مسلحون القرية وأحرقوا منازل السكان.", "وأحرقوا", "coordinate"),
    ],
)
def test_clauses_have_kinds(text: str, part: str, kind: str) -> None:
    assert clause(reading(text), part).kind == kind


@pytest.mark.parametrize(
    ("text", "part", "governor", "anchor"),
    [
        ("قصف الجيش البلدة التي سيطر عليها المسلحون.", "التي", "قصف", "البلدة"),
        ("سترد القوات إذا استمر القصف على القرى.", "إذا", "سترد", "سترد"),
        ("انسحبت القوات عندما وصلت التعزيزات.", "عندما", "انسحبت", "انسحبت"),
        ("هاجم المسلحون القرية، مستخدمين قذائف الهاون.", "مستخدمين", "هاجم", "هاجم"),
        ("قال القائد: «سنرد على كل هجوم يستهدف مدننا».", "سنرد", "قال", "قال"),
        ("قال القائد: «سنرد على كل هجوم يستهدف مدننا».", "يستهدف", "سنرد", "هجوم"),
        ("أكد المصدر أن القوات التي انسحبت قريبة.", "التي", "أن", "القوات"),
        ("أكد الناطق خبرا مفاده أن القوات انسحبت.", "أن", "أكد", "مفاده"),
    ],
)
def test_a_clause_hangs_on_a_clause_and_a_word(text: str, part: str, governor: str, anchor: str) -> None:
    made = reading(text)
    found = clause(made, part)
    assert found.governor is not None
    assert made.clauses[found.governor] == clause(made, governor)
    assert found.anchor is not None
    assert made.quote(made.tokens[found.anchor].span) == anchor


@pytest.mark.parametrize(
    ("text", "part", "verb"),
    [
        ("كان الجيش قد قصف البلدة.", "كان", "قصف"),
        ("المقاتلون الذين هاجموا الثكنة، انسحبوا إلى الجبل.", "الذين", "هاجموا"),
        ("المقاتلون الذين هاجموا الثكنة، انسحبوا إلى الجبل.", "انسحبوا", "انسحبوا"),
        ("قال الوزير إن الجيش انسحب من البلدة.", "قال", "قال"),
        ("قال الوزير إن الجيش انسحب من البلدة.", "إن", "انسحب"),
    ],
)
def test_a_clause_knows_its_verb(text: str, part: str, verb: str) -> None:
    made = reading(text)
    found = clause(made, part)
    assert found.verb is not None
    assert made.quote(made.tokens[found.verb].span) == verb


def test_a_name_in_quotation_marks_is_no_clause() -> None:
    made = reading("قال قائد جماعة «فرسان الصحراء» إن القوات انسحبت.")
    assert [c.kind for c in made.clauses] == ["main", "complement"]


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير إن الجيش، الذي انسحب أمس من البلدة، سيعود إذا استمر القصف.",
        "أفاد مصدر «رفض الكشف عن هويته» بأن مسلحين هاجموا الحاجز، مستخدمين قذائف، قبل أن ينسحبوا.",
        "أعلنت الوزارة حصيلة جديدة. وقال ناطق باسمها: «ما زالت الجثث تحت الأنقاض».",
    ],
)
def test_clauses_cover_every_word_once_and_hang_on_earlier_ones(text: str) -> None:
    made = reading(text)
    assert [t for c in made.clauses for t in range(c.first, c.last)] == list(range(len(made.tokens)))
    for number, found in enumerate(made.clauses):
        assert found.governor is None or found.governor < number


@pytest.mark.parametrize(
    ("text", "part", "preposition"),
    [
        ("قصف الجيش مواقع في حلب.", "حلب", "في"),
        ("قتل المدنيون على يد مسلحين.", "مسلحين", "by"),
        ("هوجمت القاعدة من قبل مسلحين.", "مسلحين", "by"),
        ("استهدفت القوات البلدة بالمدفعية.", "بالمدفعية", "ب"),
        ("دارت معارك بين الجيش والمتمردين قرب المطار.", "الجيش", "بين"),
        ("دارت معارك بين الجيش والمتمردين قرب المطار.", "المطار", "قرب"),
        ("وقع الانفجار بالقرب من السفارة.", "السفارة", "قرب"),
        ("خرج المسلحون من داخل الثكنة.", "الثكنة", "من"),
        ("قصف الجيش مواقع في حلب.", "الجيش", ""),
        ("استهدفت القوات البلدة بالمدفعية.", "البلدة", ""),
    ],
)
def test_a_phrase_has_the_preposition_that_governs_it(text: str, part: str, preposition: str) -> None:
    assert chunk(reading(text), part).prep == relation_of(preposition)


@pytest.mark.parametrize(
    ("text", "part", "preposition"),
    [
        ("قصف الجيش مواقع في حلب وإدلب.", "وإدلب", "في"),
        ("استهدفت القوات البلدة بالمدفعية والصواريخ.", "والصواريخ", "ب"),
        ("دارت معارك بين الجيش والمتمردين قرب المطار.", "والمتمردين", "بين"),
        ("قصف الجيش البلدة والقرية.", "والقرية", ""),
    ],
)
def test_a_joined_phrase_takes_the_preposition_of_the_one_before(text: str, part: str, preposition: str) -> None:
    found = chunk(reading(text), part)
    assert found.joined
    assert found.prep == relation_of(preposition)


@pytest.mark.parametrize(
    ("text", "part", "head", "phrase"),
    [
        ("وصلت جميع القوات إلى الجبل.", "القوات", "القوات", "جميع القوات"),
        ("قصف الجيش مواقع المسلحين في الجبل.", "مواقع", "مواقع", "مواقع المسلحين"),
        ("هاجم تنظيم الدولة الإسلامية البلدة.", "تنظيم", "تنظيم", "تنظيم الدولة الإسلامية"),
        ("هاجم الجيش السوداني الثكنة.", "الجيش", "الجيش", "الجيش السوداني"),
        ("استهدفت عبوة ناسفة عجلة للشرطة.", "عبوة", "عبوة", "عبوة ناسفة"),
        ("أصابت طائرة مسيرة سفينة تجارية.", "سفينة", "سفينة", "سفينة تجارية"),
        ("استهدفت طائرة مسيرة إسرائيلية سيارة.", "طائرة", "طائرة", "طائرة مسيرة إسرائيلية"),
        ("اعتقلت الشرطة نحو 40 متظاهرا.", "40", "متظاهرا", "نحو 40 متظاهرا"),
    ],
)
def test_a_phrase_has_a_head_and_ends_where_the_next_begins(text: str, part: str, head: str, phrase: str) -> None:
    made = reading(text)
    found = chunk(made, part)
    assert made.quote(made.tokens[found.head].span) == head
    assert words(made, found.first, found.last) == phrase
