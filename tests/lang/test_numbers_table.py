"""Numbers in whole sentences, read by every stage, as `numbers.txt` says."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from rasid.model import Kind, Quantity
from tests.build import reading

TABLE = Path(__file__).with_name("numbers.txt")


def rows() -> Iterator[tuple[str, str]]:
    """Sentence and what is to be found in it."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            sentence, wanted = line.split(" | ")
            yield sentence.strip(), wanted.strip()


@cache
def found(sentence: str) -> str:
    """The quantities of a sentence, written as in the table."""
    told = []
    for mention in reading(sentence, published="2024-05-08").mentions_of(Kind.QUANTITY):
        value = mention.value
        assert isinstance(value, Quantity)
        unit = "age" if value.scope == "age" else value.unit or "-"
        told.append(f"{number(value)} {unit}")
    return "; ".join(told) or "nothing"


def number(value: Quantity) -> str:
    """The value of a quantity, written as in the table."""
    if value.vague:
        return "many"
    low, high = ("" if bound is None else f"{bound:.15g}" for bound in (value.low, value.high))
    return f"{'~' * value.approximate}{low}" if low == high else f"{low}..{high}"


@pytest.mark.parametrize(("sentence", "wanted"), list(rows()))
def test_numbers_are_read_as_the_table_says(sentence: str, wanted: str) -> None:
    assert found(sentence) == wanted


def test_of_three_hundred_numbers_nearly_all_are_read_right() -> None:
    table = list(rows())
    right = sum(found(sentence) == wanted for sentence, wanted in table)
    assert len({sentence for sentence, _ in table}) >= 300
    assert right / len(table) >= 0.98
