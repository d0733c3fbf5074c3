"""The way back from normalised text to the original holds for every span of every text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rasid.lang.ar.letters import EDIT, MARKS, SPELL, SWAP, fold
from rasid.model import Span
from rasid.text.textmap import TextMap, normalise

LETTERS = "ابتةىيأإآؤئءهكقلمنوفسش"
DROPPED = "\u064b\u064e\u064f\u0650\u0651\u0652\u0670\u0640\u200f\u200e\u200d\u00ad\ufeff"
LIGATURES = "\ufefb\ufef5\ufedf\ufee3\ufdf2\ufdfa\ufd3e\ufe8d"
TEXT = st.text(st.sampled_from(LETTERS + DROPPED + LIGATURES + " .,؟0٣۴abé\u0301«»\n"), max_size=40)


def mapped(text: str) -> TextMap:
    return normalise(text, SWAP, EDIT, SPELL)


@given(TEXT)
def test_normalised_text_is_the_folded_text(text: str) -> None:
    assert mapped(text).text == fold(text)


@given(TEXT, st.data())
def test_spans_come_back_inside_the_original_with_their_words(text: str, data: st.DataObject) -> None:
    result = mapped(text)
    if not result.text:
        return
    start = data.draw(st.integers(0, len(result.text) - 1))
    end = data.draw(st.integers(start + 1, len(result.text)))
    back = result.back(Span(start, end))
    assert 0 <= back.start < back.end <= len(text)
    again = fold(text[back.start : back.end])
    words = result.text[start:end]
    cut = any(c in SPELL for c in (text[back.start], text[back.end - 1]))
    assert words in again if cut or any(c in SPELL for c in text[back.start : back.end]) else again == words


@given(st.text(max_size=60), st.data())
def test_any_text_has_a_way_back(text: str, data: st.DataObject) -> None:
    result = mapped(text)
    start = data.draw(st.integers(0, len(result.text)))
    end = data.draw(st.integers(start, len(result.text)))
    back = result.back(Span(start, end))
    assert 0 <= back.start <= back.end <= len(text)


@given(TEXT)
def test_spans_follow_each_other(text: str) -> None:
    result = mapped(text)
    places = [result.at(i) for i in range(len(result.text) + 1)]
    assert places == sorted(places)
    assert places[-1] == len(text)


def test_a_span_takes_the_vowel_marks_on_its_last_letter() -> None:
    text = "قُتِلَ رجلٌ"
    result = mapped(text)
    assert result.text == "قتل رجل"
    assert text[slice(*_ends(result.back(Span(0, 3))))] == "قُتِلَ"
    assert text[slice(*_ends(result.back(Span(4, 7))))] == "رجلٌ"


def test_a_span_leaves_direction_marks_behind_it_out() -> None:
    text = "حلب\u200f وحمص"
    assert _ends(mapped(text).back(Span(0, 3))) == (0, 3)


def test_every_mark_is_edited() -> None:
    assert all(EDIT.match(mark) for mark in DROPPED)
    assert MARKS


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
