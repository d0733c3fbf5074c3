"""Times in whole sentences, read by every stage, as `times.txt` says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rasid.model import Kind, TimeValue
from tests.build import reading

TABLE = Path(__file__).with_name("times.txt")


def rows() -> Iterator[tuple[str, str, str]]:
    """Day of publication, sentence and what is to be found in it."""
    published = ""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            published = line.removeprefix("## ").strip()
        elif line.strip() and not line.startswith("#"):
            sentence, wanted = line.split(" | ")
            yield published, sentence.strip(), wanted.strip()


def found(sentence: str, published: str) -> str:
    """The times of a sentence, written as in the table."""
    made = reading(sentence, published=published)
    told = []
    for mention in made.mentions_of(Kind.TIME):
        value = mention.value
        assert isinstance(value, TimeValue)
        relation = "" if value.relation == "in" else f" {value.relation}"
        told.append(f"{made.quote(mention.span)} = {value.start or '-'} .. {value.end or '-'}{relation}")
    return "; ".join(told) or "nothing"


@pytest.mark.parametrize(("published", "sentence", "wanted"), list(rows()))
def test_times_are_placed_as_the_table_says(published: str, sentence: str, wanted: str) -> None:
    assert found(sentence, published) == wanted
