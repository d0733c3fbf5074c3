"""Lemmas: which verb a word is a form of, and its part of speech by where it stands."""

from __future__ import annotations

import pytest

from rasid.lang.ar.lemmas import FUTURE, NEVER
from rasid.model import Token
from tests.build import reading


def word(text: str, part: str) -> Token:
    """The token of a text that is spelled so."""
    made = reading(text)
    return next(token for token in made.tokens if made.quote(token.span) == part)


def pieces(text: str, part: str) -> list[str]:
    """The characters of each segment of a word."""
    return [text[segment.span.start : segment.span.end] for segment in word(text, part).segments]


@pytest.mark.parametrize(
    ("text", "part", "key"),
    [
        ("أعلن الجيش حصيلة جديدة.", "أعلن", "=اعلن"),
        ("وأعلنت الوزارة حصيلة جديدة.", "وأعلنت", "=اعلن"),
        ("لم يعلن الجيش عن خسائر.", "يعلن", "=اعلن"),
        ("هاجم مقاتلون الثكنة وقصفوا المطار.", "وقصفوا", "=قصف"),
        ("استهدفتها القوات بقذائف.", "استهدفتها", "=استهدف"),
        ("فرّت العائلات من الحي.", "فرّت", "=فر"),
        ("دعا المهاجمون السكان إلى المغادرة.", "المهاجمون", "~هاجم"),
        ("وصل المحاصرون إلى البلدة.", "المحاصرون", "~حاصر"),
        ("قال مهددا بالرد إن الحرب طويلة.", "مهددا", "~هدد"),
        ("عثر على جثث المقتولين في الوادي.", "المقتولين", "^قتل"),
        ("دعا المهاجمون السكان إلى المغادرة.", "المغادرة", "*غادر"),
    ],
)
def test_keys_name_the_verb_and_the_kind_of_form(text: str, part: str, key: str) -> None:
    assert key in word(text, part).keys


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("أعلن الجيش أنه قصف مواقع المسلحين.", "قصف"),
        ("قَصَفَ الجيش البلدة.", "قَصَفَ"),
        ("وقتل جندي في الهجوم.", "وقتل"),
        ("قوات الجيش هاجمت البلدة.", "هاجمت"),
        ("كان الجيش قد قصف البلدة.", "قصف"),
    ],
)
def test_a_word_where_a_verb_stands_is_a_verb(text: str, part: str) -> None:
    token = word(text, part)
    assert token.pos == "VERB"
    assert any(key.startswith("=") for key in token.keys)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("القصف مستمر على البلدة منذ الفجر.", "القصف"),
        ("نفذ الطيران قصفا عنيفا على الأحياء.", "قصفا"),
        ("خرج السكان بعد قصف السوق.", "قصف"),
        ("تسبب الجيش في قتل المدنيين.", "قتل"),
        ("اتهمت الحكومة الجماعة بقتل الرهائن.", "بقتل"),
    ],
)
def test_a_word_where_no_verb_stands_is_no_verb(text: str, part: str) -> None:
    token = word(text, part)
    assert token.pos not in ("VERB", "AUX")
    assert not any(key.startswith("=") for key in token.keys)


@pytest.mark.parametrize(
    ("text", "part", "future"),
    [
        ("سيقصف الجيش مواقع المسلحين.", "سيقصف", True),
        ("قال القائد: سنهاجم القاعدة.", "سنهاجم", True),
        ("وستنسحب القوات من المدينة.", "وستنسحب", True),
        ("يقصف الجيش مواقع المسلحين.", "يقصف", False),
        ("سيطر الجيش على البلدة.", "سيطر", False),
        ("سلم المسلحون أسلحتهم.", "سلم", False),
    ],
)
def test_the_future_mark_is_told_from_a_first_letter(text: str, part: str, future: bool) -> None:
    token = word(text, part)
    assert token.pos == "VERB"
    assert (FUTURE in token.keys) is future


def test_the_particle_that_negates_the_future_is_marked() -> None:
    text = "لن تنسحب القوات، ولم تصل التعزيزات."
    assert NEVER in word(text, "لن").keys
    assert NEVER not in word(text, "ولم").keys


@pytest.mark.parametrize(
    ("text", "part", "wanted"),
    [
        ("وصفت الوزارة القتل بالجريمة.", "وصفت", ["وصفت"]),
        ("وقتل جندي في الهجوم.", "وقتل", ["و", "قتل"]),
        ("استهدفتها القوات بقذائف.", "استهدفتها", ["استهدفت", "ها"]),
        ("سيقصف الجيش مواقع المسلحين.", "سيقصف", ["س", "يقصف"]),
        ("وقعت اشتباكات في البلدة.", "وقعت", ["وقعت"]),
        ("فجر انتحاري نفسه عند الحاجز.", "فجر", ["فجر"]),
        ("وصل الوفد إلى المدينة.", "وصل", ["وصل"]),
        ("فر السكان من البلدة.", "فر", ["فر"]),
    ],
)
def test_a_first_letter_of_the_verb_is_no_conjunction(text: str, part: str, wanted: list[str]) -> None:
    assert pieces(text, part) == wanted


@pytest.mark.parametrize(
    ("text", "part", "wanted"),
    [
        ("واتهم النائب الحكومة بالفساد.", "واتهم", ["و", "اتهم"]),
        ("غادر الوفد القاعة متهما الحكومة بالمماطلة.", "متهما", ["متهما"]),
        ("طردهم الحرس من القاعة.", "طردهم", ["طرد", "هم"]),
        ("قال إن لهم مطالب.", "لهم", ["ل", "هم"]),
    ],
)
def test_a_last_letter_of_the_verb_is_no_pronoun(text: str, part: str, wanted: list[str]) -> None:
    assert pieces(text, part) == wanted


def test_an_office_spelled_like_and_to_is_a_noun() -> None:
    text = "اتهمت الحكومة والي الخرطوم بالفساد، وإلى جانبه وزيرا."
    assert (word(text, "والي").pos, word(text, "والي").function) == ("NOUN", None)
    assert word(text, "وإلى").function == "preposition"


@pytest.mark.parametrize(
    ("text", "part", "tense", "voice"),
    [
        ("قُتل جندي في المعارك.", "قُتل", "past", "passive"),
        ("هاجمت القوات البلدة.", "هاجمت", "past", "active"),
        ("سيقصف الجيش مواقع المسلحين.", "سيقصف", "present", None),
        ("لم يعلن الجيش عن خسائر.", "يعلن", "present", None),
    ],
)
def test_tense_and_voice_follow_from_the_form(text: str, part: str, tense: str, voice: str | None) -> None:
    features = word(text, part).features
    assert (features.tense, features.voice) == (tense, voice)


@pytest.mark.parametrize(
    ("text", "part", "pos"),
    [
        ("كان هناك قتال في البلدة.", "هناك", "ADV"),
        ("أصيب جنود بينهم اثنين من الضباط.", "اثنين", "NUM"),
        ("لن تقبل الحركة بأي هدنة.", "بأي", "DET"),
        ("زار باي تونس العاصمة.", "باي", "PROPN"),
    ],
)
def test_words_like_a_verb_with_a_pronoun_stay_what_they_are(text: str, part: str, pos: str) -> None:
    assert word(text, part).pos == pos
