"""Every example and counter-example of every sheet, each a test of its own."""

from __future__ import annotations

import pytest

from rasid.knowledge.fault import entries
from rasid.knowledge.sheet import Entry
from rasid.run.examples import check_counterexample, check_example
from tests.build import reader

Case = tuple[str, str, Entry, int]


def cases() -> list[Case]:
    return [
        (file, kind, entry, number)
        for file, kind, entry in entries(reader().knowledge)
        for number in range(len(entry.examples))
    ]


def counter_cases() -> list[Case]:
    return [
        (file, kind, entry, number)
        for file, kind, entry in entries(reader().knowledge)
        for number in range(len(entry.counterexamples))
    ]


def name(case: Case) -> str:
    file, _, entry, number = case
    return f"{file}::{entry.id}::{number + 1}"


@pytest.mark.parametrize("case", cases(), ids=name)
def test_an_example_holds(case: Case) -> None:
    found = [str(fault) for fault in check_example(reader(), *case)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("case", counter_cases(), ids=name)
def test_a_counterexample_holds(case: Case) -> None:
    found = [str(fault) for fault in check_counterexample(reader(), *case)]
    assert not found, "\n".join(found)
