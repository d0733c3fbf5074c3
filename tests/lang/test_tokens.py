"""Words: clitics, stems, keys, parts of speech and the jobs of function words."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.lang.ar.letters import key
from rasid.lang.ar.tokens import find_tokens
from rasid.model import Document, Reading, Sentence, Span, Token

SHEET = "غارة قصف مقاتلون صواريخ صاروخ حماس مستشفى هجوم قوات كتائب واشنطن حوثي عنصر لواء وفد بغداد ولاية مسيرة كمين كما"


@dataclass(frozen=True)
class Sheet:
    vocabulary: frozenset[str]


KNOWLEDGE = Sheet(frozenset(key(word) for word in SHEET.split()))


def tokens(text: str) -> tuple[Token, ...]:
    reading = Reading(Document("test", text), sentences=(Sentence(Span(0, len(text))),))
    return find_tokens.run(reading, KNOWLEDGE).tokens


def word(text: str, part: str) -> Token:
    found = next(token for token in tokens(text) if text[token.span.start : token.span.end] == part)
    assert isinstance(found, Token)
    return found


@pytest.mark.parametrize(
    ("text", "part", "pieces"),
    [
        ("وقالت المصادر إن الوضع هادئ", "وقالت", ["و", "قالت"]),
        ("شنت المقاتلات غارات للجيش السوري", "للجيش", ["ل", "ل", "جيش"]),
        ("سيستهدفون السفن في البحر", "سيستهدفون", ["س", "يستهدفون"]),
        ("هددت بغارتها على المدينة", "بغارتها", ["ب", "غارت", "ها"]),
        ("إذا هاجموا البلدة فسنقاتلهم", "فسنقاتلهم", ["ف", "س", "نقاتل", "هم"]),
        ("سنحاسبكم على جرائمكم", "سنحاسبكم", ["س", "نحاسب", "كم"]),
        ("تكسرت سنابلهم في الحقل", "سنابلهم", ["سنابل", "هم"]),
        ("وبالقصف المدفعي على البلدة", "وبالقصف", ["و", "ب", "ال", "قصف"]),
        ("أعلنت كتائب القسام مسؤوليتها", "كتائب", ["كتائب"]),
        ("وصل وفد من بغداد", "وفد", ["وفد"]),
        ("قُتِلَ ٱلجُنْدِيُّ وَأُصِيبَ آخَرُ", "وَأُصِيبَ", ["وَ", "أُصِيبَ"]),
        ("أطلقوا بـ30 صاروخا", "بـ30", ["بـ", "30"]),
        ("زرع المسلحون كمينا", "كمينا", ["كمينا"]),
        ("وعليه لن نقبل", "وعليه", ["و", "علي", "ه"]),
        ("بينهم أطفال", "بينهم", ["بين", "هم"]),
    ],
)
def test_clitics_are_segments_with_their_own_characters(text: str, part: str, pieces: list[str]) -> None:
    token = word(text, part)
    assert [text[s.span.start : s.span.end] for s in token.segments] == pieces


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("بلغ 10,000 قتيل", ["بلغ", "10,000", "قتيل"]),
        ("نحو ٣٫٥ في المئة", ["نحو", "٣٫٥", "في", "المئة"]),
        ("يوم 24-10-2023.", ["يوم", "24-10-2023", "."]),
        ("طائرات إف-16 وF-35", ["طائرات", "إف-16", "وF-35"]),
        ("«حماس»، قالت:", ["«", "حماس", "»", "،", "قالت", ":"]),
        ("#طوفان_الأقصى", ["#", "طوفان", "الأقصى"]),
        ("https://t.me/x نص", ["https://t.me/x", "نص"]),
        ("قـــال", ["قـــال"]),
    ],
)
def test_texts_are_cut_into_words_and_marks(text: str, words: list[str]) -> None:
    assert [text[t.span.start : t.span.end] for t in tokens(text)] == words


@pytest.mark.parametrize(
    ("text", "part", "wanted"),
    [
        ("نفذت غارتها الثالثة", "غارتها", "غاره"),
        ("في مستشفاها الوحيد", "مستشفاها", "مستشفي"),
        ("هاجم مقاتلو الحركة البلدة", "مقاتلو", "مقاتلون"),
        ("هاجم مقاتلي الحركة", "مقاتلي", "مقاتلون"),
        ("اطلق صاروخاً على البلدة", "صاروخاً", "صاروخ"),
        ("والقصف مستمر", "والقصف", "قصف"),
        ("للحوثيين قوة", "للحوثيين", "حوثيين"),
        ("قتل عنصراً", "عنصراً", "عنصر"),
    ],
)
def test_keys_hold_the_spelling_of_the_sheet(text: str, part: str, wanted: str) -> None:
    assert wanted in word(text, part).keys


def test_the_first_key_is_the_whole_word() -> None:
    assert word("والقصف مستمر", "والقصف").keys[0] == "والقصف"
    assert word("القصف مستمر", "القصف").keys[0] == "قصف"


@pytest.mark.parametrize(
    ("text", "part", "function"),
    [
        ("قال الوزير إن الجيش انسحب", "إن", "complementiser"),
        ("أكد المصدر أن القوات انسحبت", "أن", "complementiser"),
        ("وأضاف أنه سيرد", "أنه", "complementiser"),
        ("إن هاجموا المدينة فسيندمون", "إن", "conditional"),
        ("إذا استمر القصف", "إذا", "conditional"),
        ("ما لم تنسحب القوات", "ما", "conditional"),
        ("قد يستهدف الجيش البلدة", "قد", "modal_possible"),
        ("قد أعلن الجيش", "قد", "particle"),
        ("القوات التي انسحبت", "التي", "relative"),
        ("لم يعلق الجيش", "لم", "negation"),
        ("غير صحيح", "غير", "negation"),
        ("قتل في القصف", "في", "preposition"),
        ("بعد أن انسحبوا", "بعد", "preposition"),
        ("عندما وصلت القوات", "عندما", "subordinator"),
        ("كان الجيش قد انسحب", "كان", "aux"),
        ("سوف نرد", "سوف", "future"),
        ("رغم ذلك", "ذلك", "demonstrative"),
        ("غير أن الجيش نفى", "غير", "conjunction"),
        ("قصف الجيش البلدة", "الجيش", None),
        ("شهدت المدن لا سيما العاصمة هدوءا", "لا", "particle"),
        ("لا يعرف أحد السبب", "لا", "negation"),
    ],
)
def test_function_words_have_jobs(text: str, part: str, function: str | None) -> None:
    assert word(text, part).function == function


@pytest.mark.parametrize(
    ("text", "part", "tense", "voice"),
    [
        ("قُتل جندي في الهجوم", "قُتل", "past", "passive"),
        ("أُصيب جندي في الهجوم", "أُصيب", "past", "passive"),
        ("اغتِيل القائد في بغداد", "اغتِيل", "past", "passive"),
        ("قد يُستهدف القائد", "يُستهدف", "present", "passive"),
        ("يستهدف الجيش البلدة", "يستهدف", "present", None),
        ("وستهاجم القوات البلدة", "وستهاجم", "present", None),
        ("استهدفت القوات البلدة", "استهدفت", "past", None),
    ],
)
def test_verbs_tell_tense_and_voice(text: str, part: str, tense: str, voice: str | None) -> None:
    features = word(text, part).features
    assert (features.tense, features.voice) == (tense, voice)


def test_careless_spelling_reads_the_same() -> None:
    careful, careless = "أعلنت الحكومة أن القوات انسحبت إلى القاعدة", "اعلنت الحكومه ان القوات انسحبت الى القاعده"
    assert [t.norm for t in tokens(careful)] == [t.norm for t in tokens(careless)]
    assert [t.pos for t in tokens(careful)] == [t.pos for t in tokens(careless)]


def test_definite_nouns_are_marked() -> None:
    assert word("قصف الجيش البلدة", "الجيش").features.definite
    assert word("تابع للجيش", "للجيش").features.definite
    assert not word("هاجم جيش البلدة", "جيش").features.definite
    assert word("ألقى الجندي القنبلة", "ألقى").stem == "القي"


@pytest.mark.parametrize(
    "text", ["", " ", "؟!", "x", "ا", "و", "ه", "🔴🔴", "<b>hello</b>", "ﻻ ﷲ", "\u0640", "\u064e", "\ud800"]
)
def test_odd_texts_are_no_trouble(text: str) -> None:
    for token in tokens(text):
        assert text[token.span.start : token.span.end]


@settings(deadline=None, max_examples=150)
@given(st.text(st.sampled_from('ابتةىيأإآؤئءهكلمنوفسقر \u064b\u064f\u0640٣2.,-«"_x'), max_size=30))
def test_tokens_and_segments_cover_their_words_in_order(text: str) -> None:
    last = 0
    for token in tokens(text):
        assert last <= token.span.start < token.span.end <= len(text)
        last = token.span.end
        at = token.span.start
        for segment in token.segments:
            assert at <= segment.span.start < segment.span.end <= token.span.end
            at = segment.span.end
        assert not token.segments or at == token.span.end
        assert token.keys
        assert token.stem
