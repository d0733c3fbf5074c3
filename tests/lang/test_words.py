"""Words read as `words.txt` says: pieces, lemma, part of speech, and what the form tells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from rasid.lang.ar.clauses import NOMINAL
from rasid.lang.ar.lemmas import FUTURE
from rasid.lang.ar.letters import fold, key
from rasid.model import Reading, Token
from tests.build import reading

TABLE = Path(__file__).with_name("words.txt")
POS = {"verb": {"VERB", "AUX"}, "nom": {*NOMINAL, "ADV"} - {"PRON"}, "adj": {"ADJ"}, "num": {"NUM"}, "adv": {"ADV"}}
TENSES = {"past", "present", "imperative"}
VOICES = {"active", "passive"}


def rows() -> Iterator[tuple[str, str]]:
    """Each text with one of its words, as they stand in the table."""
    text = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line[0].isspace():
            yield text, " ".join(line.split())
        else:
            text = line.strip()


@cache
def read(text: str) -> Reading:
    """The reading of a text, made once for all its words."""
    return reading(text)


def word(made: Reading, row: str) -> Token:
    """The word that a row is about: words of a text stand in the table in their order, spelled in one way."""
    wanted = row.split()[0].replace("+", "")
    before = [other for text, other in rows() if text == made.document.text]
    nth = [other.split()[0].replace("+", "") for other in before[: before.index(row)]].count(wanted)
    return [token for token in made.tokens if made.quote(token.span).rstrip("ـ") == wanted][nth]


def told(token: Token, wanted: list[str]) -> list[str]:
    """What a word has of the things wanted, in their order; what it has instead where it has them not."""
    features = token.features
    found = []
    for item in wanted:
        if item in POS:
            found.append(item if token.pos in POS[item] and not _is_function(token) else token.pos)
        elif item in TENSES:
            found.append(features.tense or "no tense")
        elif item in VOICES:
            found.append(features.voice or "no voice")
        elif item == "future":
            found.append(item if FUTURE in token.keys else "not future")
        elif item == "def":
            found.append(item if features.definite else "not def")
        elif item[0] in "~^*":
            found.append(item if item[0] + fold(item[1:]) in token.keys else f"not {item}")
        elif set(item) <= set("123mfsdp"):
            found.append("".join(_agreement(token, sign) for sign in item))
        else:
            found.append(token.function or "no function")
    return found


def _is_function(token: Token) -> bool:
    return token.function in ("preposition", "complementiser", "relative", "conditional", "negation", "aux")


def _agreement(token: Token, sign: str) -> str:
    features = token.features
    value = features.person if sign in "123" else features.gender if sign in "mf" else features.number
    return value or "?"


@pytest.mark.parametrize(("text", "row"), list(rows()))
def test_words_are_read_as_the_table_says(text: str, row: str) -> None:
    made = read(text)
    pieces, lemma, *wanted = row.split()
    token = word(made, row)
    found = [
        "+".join(made.quote(segment.span) for segment in token.segments) or made.quote(token.span),
        lemma if lemma == "-" or fold(lemma) == token.lemma or key(lemma) == token.lemma else token.lemma,
        *told(token, wanted),
    ]
    assert found == [pieces, lemma, *wanted]
