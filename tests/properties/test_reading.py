"""What holds of the reading of any text whatever."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from rasid import Document, Reading, Span
from rasid.examples import load_examples
from rasid.export import csv, text, trace
from rasid.model.codec import to_dict
from rasid.text.decode import decode
from tests.build import ROOT, reader, reading

FACTUALITY = {"asserted", "denied", "possible", "conditional", "planned", "averted"}
WORDS = " ".join(example.document.text for example in load_examples()).split()
MARKS = [
    "«",
    "»",
    '"',
    "(",
    ")",
    ".",
    "،",
    "؟",
    ":",
    "\n",
    "\n\n",
    "-",
    "\u0640",
    "\u064b",
    "\u200f",
    "\ufeff",
    "ﻻ",
    "٣",
]

press = st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=60).map(" ".join)
letters = st.text(st.sampled_from('ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة ًٌٍَُِّْـ.،؛؟«»"()-\n0٣'), max_size=200)
SLOW = settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def spans(value: object, path: str = "") -> Iterator[tuple[str, Span]]:
    """Every span below a record."""
    if isinstance(value, Span):
        yield path, value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item, path)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from spans(getattr(value, name), f"{path}.{name}")
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from spans(getattr(value, field.name), f"{path}.{field.name}")


def check(found: Reading) -> None:
    """What must hold of a reading: spans lie in the text, JSON spans quote it, every way of writing works."""
    size = len(found.document.text)
    for path, span in spans(found):
        assert 0 <= span.start <= span.end <= size, path
    data = to_dict(found)
    for item in data["assertions"]:
        start, end = item["span"]
        assert start < end
        assert found.document.text[start:end] == item["trigger"]
        assert item["factuality"] in FACTUALITY
        assert 0 <= item["score"] <= 1
        for party in (*item["source_actor"], *item["target_actor"]):
            assert party["name_en"] or party["name_ar"] or party["surface"]
            if party["span"]:
                assert found.document.text[slice(*party["span"])] == party["surface"]
        assert item["killed"] is None or item["killed"] >= 0
    assert json.loads(json.dumps(data)) == data
    for lang in ("en", "ar"):
        for colour in (False, True):
            assert text.write(found, text.TextStyle(lang, colour))
    assert list(trace.layers(found))
    csv.lines(found)


@SLOW
@given(press)
def test_reading_words_of_the_press_in_any_order_never_raises(words: str) -> None:
    check(reading(words, published="2024-03-14"))


@SLOW
@given(letters)
def test_reading_any_arabic_letters_never_raises(words: str) -> None:
    check(reading(words))


@SLOW
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_reading_any_text_never_raises(words: str) -> None:
    check(reading(words))


@pytest.mark.parametrize("example", load_examples(), ids=lambda e: e.document.id)
def test_reading_is_deterministic(example: object) -> None:
    document = getattr(example, "document")  # noqa: B009
    assert isinstance(document, Document)
    assert reader().read(document) == reader().read(document)


@pytest.mark.parametrize("example", load_examples(), ids=lambda e: e.document.id)
def test_a_cut_example_never_raises(example: object) -> None:
    document = getattr(example, "document")  # noqa: B009
    for end in range(0, len(document.text), 50):
        check(reading(document.text[:end], published=document.published))


@pytest.mark.parametrize("path", sorted((ROOT / "benchmarks" / "gold" / "text").glob("*.txt")), ids=lambda p: p.stem)
def test_a_cut_gold_article_never_raises(path: Path) -> None:
    whole = path.read_text(encoding="utf-8")
    for end in range(50, len(whole), 50):
        # From the start at every fifth cut; else the cut and the words before it, which saves most of the time.
        start = 0 if end % 250 == 0 else max(0, end - 250)
        found = reading(whole[start:end], published="2024-02-05")
        assert all(0 <= span.start <= span.end <= end - start for _, span in spans(found.assertions))
    check(reading(whole, published="2024-02-05"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256", "iso8859-6"])
def test_the_encoding_of_a_file_makes_no_difference(encoding: str) -> None:
    plain = "قصف الجيش السوري بلدة سراقب في محافظة إدلب. وقتل ثلاثة مدنيين في القصف، بحسب مصدر طبي."
    decoded, _ = decode(plain.encode(encoding, "replace"), "article.txt")
    assert [a.span for a in reading(decoded).assertions] == [a.span for a in reading(plain).assertions]


def test_a_publication_date_that_is_none_is_recorded_and_stops_nothing() -> None:
    found = reading("قال مصدر إن خمسة جنود قتلوا أمس في هجوم على قاعدة في كركوك.", published="2006-00-14")
    assert found.assertions
    assert "2006-00-14" in " ".join(p.what for p in found.problems)
