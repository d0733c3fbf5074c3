"""Groups: the same in any order, and as people say."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.link.cluster import groups
from rasid.model.record import Pair

REPORTS = [f"r{n}" for n in range(8)]
EDGES = [(a, b) for n, a in enumerate(REPORTS) for b in REPORTS[n + 1 :]]
EVIDENCE = st.dictionaries(st.sampled_from(EDGES), st.integers(-19, 60).map(lambda n: n / 10), max_size=20)
VERDICTS = st.lists(st.sampled_from(EDGES), max_size=4, unique=True)


def pairs(evidence: dict[tuple[str, str], float]) -> list[Pair]:
    return [Pair(a, b, score) for (a, b), score in evidence.items()]


@settings(max_examples=150, deadline=None)
@given(EVIDENCE, VERDICTS, VERDICTS, st.integers(0, 1000))
def test_the_order_of_reports_pairs_and_judgements_changes_nothing(
    evidence: dict[tuple[str, str], float],
    same: list[tuple[str, str]],
    different: list[tuple[str, str]],
    seed: int,
) -> None:
    told = pairs(evidence)
    first = groups(REPORTS, told, same, different)
    mixed = random.Random(seed)  # noqa: S311 - an order, not a secret
    others, same, different = list(REPORTS), list(same), list(different)
    for values in (others, told, same, different):
        mixed.shuffle(values)
    assert groups(others, told, same, different) == first


@settings(max_examples=150, deadline=None)
@given(EVIDENCE, VERDICTS, VERDICTS)
def test_every_report_is_in_one_group(
    evidence: dict[tuple[str, str], float], same: list[tuple[str, str]], different: list[tuple[str, str]]
) -> None:
    found = groups(REPORTS, pairs(evidence), same, different)
    assert sorted(report for group in found for report in group) == REPORTS


@settings(max_examples=150, deadline=None)
@given(EVIDENCE, VERDICTS, VERDICTS)
def test_judgements_are_obeyed(
    evidence: dict[tuple[str, str], float], same: list[tuple[str, str]], different: list[tuple[str, str]]
) -> None:
    found = groups(REPORTS, pairs(evidence), same, different)
    home = {report: group for group in found for report in group}
    assert all(home[a] != home[b] for a, b in different)
    if not different:
        assert all(home[a] == home[b] for a, b in same)


def test_the_mean_of_all_pairs_decides_not_the_best_one() -> None:
    chain = [Pair("a", "b", 4.0), Pair("b", "c", 1.0)]
    assert groups("abc", chain) == [("a", "b"), ("c",)]
    assert groups("abc", [*chain, Pair("a", "c", -0.5)]) == [("a", "b", "c")]


def test_two_groups_that_people_part_stay_apart_though_a_third_fits_both() -> None:
    told = [Pair("a", "b", 5.0), Pair("b", "c", 4.0), Pair("a", "c", 3.0)]
    assert groups("abc", told, different=[("a", "c")]) == [("a", "b"), ("c",)]
    assert groups("abc", [], same=[("c", "a")]) == [("a", "c"), ("b",)]
