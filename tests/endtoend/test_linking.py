"""The composed articles of benchmarks/linking: reports of one thing find together, in any order of arrival."""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.linking import score

FLOOR = 0.90
FOUND = 0.9  # of the gold reports


@cache
def outcome() -> score.Outcome:
    return score.score(shuffles=3)


@pytest.mark.parametrize("part", ["whole", "tuned"])
def test_linking_stays_above_its_floor(part: str) -> None:
    found: score.Figures = getattr(outcome(), part)
    assert found.f1 >= FLOOR, f"B-cubed F1 fell to {found.f1:.3f}"
    assert found.precision >= 0.95


def test_most_gold_reports_are_found() -> None:
    found = outcome().whole
    assert len(found.missed) <= (1 - FOUND) * found.wanted


def test_the_order_of_arrival_gives_the_same_incidents() -> None:
    assert outcome().alike


def test_the_set_is_what_it_says() -> None:
    told = score.articles()
    assert len(told) >= 60
    assert len({a.name for a in told}) == len(told)
    named = {part.incident for a in told for part in a.stretches}
    assert named == set(score.incidents())
    assert len(named) >= 20
    for article in told:
        assert article.stretches
        assert all(article.document.text[p.start : p.end].strip() for p in article.stretches)
