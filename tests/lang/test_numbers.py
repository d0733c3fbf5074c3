"""Numbers in digits and words, and ordinals, as they are read from pieces and from tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasid.lang.ar.numbers import cut, digits_value, faces_of, parse_number, read_number, read_ordinal
from rasid.model import Span
from tests.lang.times_build import words

WHOLE = [
    ("0", 0),
    ("١٢", 12),
    ("۱۲", 12),
    ("10,000", 10000),
    ("10.000", 10000),
    ("1.250.000", 1250000),
    ("10 000", 10000),
    ("1 250 000", 1250000),
    ("١٠٬٠٠٠", 10000),
    ("1.8", 1.8),
    ("1,8", 1.8),
    ("١٫٥", 1.5),
    ("15 ألف", 15000),
    ("15 ألفا", 15000),
    ("1,8 مليون", 1800000),
    ("2.5 مليار", 2500000000),
    ("3 ملايين و200 ألف", 3200000),
    ("صفر", 0),
    ("واحد", 1),
    ("واحدة", 1),
    ("اثنان", 2),
    ("اثنتين", 2),
    ("ثلاث", 3),
    ("ثلاثة", 3),
    ("أربع", 4),
    ("خمسة", 5),
    ("ست", 6),
    ("سبعة", 7),
    ("ثمان", 8),
    ("ثماني", 8),
    ("ثمانية", 8),
    ("تسع", 9),
    ("عشرة", 10),
    ("عشر", 10),
    ("أحد عشر", 11),
    ("إحدى عشرة", 11),
    ("اثنا عشر", 12),
    ("اثني عشر", 12),
    ("اثنتا عشرة", 12),
    ("ثلاثة عشر", 13),
    ("ثلاث عشرة", 13),
    ("خمس عشرة", 15),
    ("ثمانية عشر", 18),
    ("تسعة عشر", 19),
    ("عشرون", 20),
    ("عشرين", 20),
    ("ثلاثون", 30),
    ("ثمانين", 80),
    ("تسعون", 90),
    ("واحد وعشرون", 21),
    ("أحد وعشرين", 21),
    ("إحدى وثلاثين", 31),
    ("ثلاثة وعشرون", 23),
    ("خمس وأربعين", 45),
    ("تسعة و تسعين", 99),
    ("مئة", 100),
    ("مائة", 100),
    ("مئتان", 200),
    ("مائتين", 200),
    ("ثلاثمئة", 300),
    ("ثلاثمائة", 300),
    ("ثلاث مئة", 300),
    ("ثمانمئة", 800),
    ("تسعمائة", 900),
    ("مئة وخمسة", 105),
    ("مئة وثلاثة وعشرون", 123),
    ("أربعمئة واثنا عشر", 412),
    ("ألف", 1000),
    ("ألفان", 2000),
    ("ألفي", 2000),
    ("ألف ومئتان وخمسون", 1250),
    ("ألفان وثلاثمئة", 2300),
    ("خمسة آلاف", 5000),
    ("أحد عشر ألفا", 11000),
    ("عشرين ألف", 20000),
    ("مئة ألف", 100000),
    ("مئتي ألف", 200000),
    ("مئة وخمسون ألفا", 150000),
    ("خمسة وثلاثون ألفا وأربعمئة", 35400),
    ("مليون", 1000000),
    ("مليونان", 2000000),
    ("ثلاثة ملايين", 3000000),
    ("مليون ونصف المليون", 1500000),
    ("مليون ومئتا ألف", 1200000),
    ("نصف مليون", 500000),
    ("ربع مليون", 250000),
    ("مليار", 1000000000),
    ("ملياري", 2000000000),
    ("تلاتة", 3),
    ("خمستاشر", 15),
]


@pytest.mark.parametrize(("text", "value"), WHOLE)
def test_a_whole_text_is_one_number(text: str, value: float) -> None:
    pieces = cut(text, Span(0, len(text)))
    assert read_number(pieces, 0) == (value, len(pieces))


@pytest.mark.parametrize(("text", "value"), WHOLE)
def test_tokens_give_the_same_number(text: str, value: float) -> None:
    tokens = list(words(text))
    assert parse_number(tokens, 0) == (value, len(tokens))


@pytest.mark.parametrize(
    ("text", "value", "taken"),
    [
        ("ثلاثة وأربعة", 3, 1),
        ("خمسة جنود وعشرون مدنيا", 5, 1),
        ("ألف قتيل وألفا جريح", 1000, 1),
        ("مليونا شخص", 2000000, 1),
        ("ألفا ومئة", 1100, 2),
        ("300 400", 300400, 2),
        ("2012 300", 2012, 1),
        ("مئة وخمسون وثلاثة", 150, 2),
    ],
)
def test_numbers_end_where_they_end(text: str, value: float, taken: int) -> None:
    assert read_number(cut(text, Span(0, len(text))), 0) == (value, taken)


@pytest.mark.parametrize("text", ["آلاف", "مئات", "عشرات", "جندي", "14.12.2023", "أحد الجنود", "في", "الأول"])
def test_other_words_are_no_numbers(text: str) -> None:
    assert read_number(cut(text, Span(0, len(text))), 0) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("الأول", 1),
        ("الأولى", 1),
        ("الثاني", 2),
        ("الثامنة", 8),
        ("العاشر", 10),
        ("الحادي عشر", 11),
        ("الثاني عشر", 12),
        ("السابع عشر", 17),
        ("التاسعة عشرة", 19),
        ("العشرين", 20),
        ("الحادي والعشرين", 21),
        ("الخامس والعشرون", 25),
        ("الثلاثين", 30),
        ("الحادي والثلاثين", 31),
    ],
)
def test_ordinals(text: str, value: int) -> None:
    pieces = cut(text, Span(0, len(text)))
    assert read_ordinal(pieces, 0) == (value, len(pieces))


@pytest.mark.parametrize("text", ["ثلاثة", "عشرين", "جندي", "حادي"])
def test_cardinals_are_no_ordinals(text: str) -> None:
    assert read_ordinal(cut(text, Span(0, len(text))), 0) is None


def test_an_article_or_preposition_before_digits_is_passed_over() -> None:
    assert parse_number(list(words("بـ200")), 0) == (200, 1)


def test_the_article_is_seen_through_clitics() -> None:
    assert faces_of("وللاحد")[-1].definite or any(face.definite and face.stem == "احد" for face in faces_of("وللاحد"))


@given(st.text(alphabet="0123456789.,،", max_size=24))
def test_digit_groups_never_break_it(text: str) -> None:
    value = digits_value(text)
    assert value is None or value >= 0


@given(st.text(max_size=40), st.integers(-2, 12))
def test_no_text_breaks_it(text: str, at: int) -> None:
    pieces = cut(text, Span(0, len(text)))
    for found in (read_number(pieces, at), read_ordinal(pieces, at)):
        assert found is None or at < found[1] <= len(pieces)
    parse_number(list(words(text)), at)
