"""Groups: the same in any order, and as people say."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from rasid.link.cluster import groups, heeded
from rasid.model.record import Judged, Pair

REPORTS = [f"r{n}" for n in range(8)]
EDGES = [(a, b) for n, a in enumerate(REPORTS) for b in REPORTS[n + 1 :]]
EVIDENCE = st.dictionaries(st.sampled_from(EDGES), st.integers(-19, 60).map(lambda n: n / 10), max_size=20)
BARS = st.sets(st.sampled_from(EDGES), max_size=6)
VERDICTS = st.lists(
    st.tuples(st.sampled_from(EDGES), st.sampled_from(["same", "same", "different", "unsure"])), max_size=9
).map(lambda told: [Judged(a, b, verdict, seq) for seq, ((a, b), verdict) in enumerate(told)])


def pairs(evidence: dict[tuple[str, str], float]) -> list[Pair]:
    return [Pair(a, b, score) for (a, b), score in evidence.items()]


def judged(*told: str) -> list[Judged]:
    """Judgements out of words like "a=b", "a≠b", "a?b"."""
    verdicts = {"=": "same", "≠": "different", "?": "unsure"}
    return [Judged(text[0], text[2], verdicts[text[1]], seq) for seq, text in enumerate(told)]


@settings(max_examples=200, deadline=None)
@given(EVIDENCE, BARS, VERDICTS, st.integers(0, 1000))
def test_the_order_of_reports_and_pairs_changes_nothing(
    evidence: dict[tuple[str, str], float], bars: set[tuple[str, str]], verdicts: list[Judged], seed: int
) -> None:
    def barred(a: str, b: str) -> bool:
        return (min(a, b), max(a, b)) in bars

    told = pairs(evidence)
    first = groups(REPORTS, told, verdicts, barred)
    mixed = random.Random(seed)  # noqa: S311 - an order, not a secret
    others = list(REPORTS)
    mixed.shuffle(others)
    mixed.shuffle(told)
    assert groups(others, told, verdicts, barred) == first
    assert sorted(report for group in first for report in group) == REPORTS


@settings(max_examples=200, deadline=None)
@given(EVIDENCE, VERDICTS)
def test_judgements_are_obeyed_whatever_the_evidence(
    evidence: dict[tuple[str, str], float], verdicts: list[Judged]
) -> None:
    home = {r: group for group in groups(REPORTS, pairs(evidence), verdicts) for r in group}
    kept, _ = heeded(verdicts)
    assert all((home[j.left] == home[j.right]) is (j.verdict == "same") for j in kept)


@settings(max_examples=300, deadline=None)
@given(VERDICTS)
def test_a_judgement_is_obeyed_or_taken_back_or_set_aside_for_later_ones(verdicts: list[Judged]) -> None:
    kept, aside = heeded(verdicts)
    last = {(j.left, j.right): j for j in verdicts}
    told = {j for j in last.values() if j.verdict != "unsure"}
    assert told == {*kept, *(a.judged for a in aside)}
    assert len(told) == len(kept) + len(aside)
    for item in aside:
        assert item.against
        assert all(later.seq > item.judged.seq and later in kept for later in item.against)
        parted = sum(j.verdict == "different" for j in (item.judged, *item.against))
        assert parted == 1  # a ring of the same in which two are called different


@settings(max_examples=200, deadline=None)
@given(EVIDENCE, BARS)
def test_what_is_ruled_out_never_stands_together(
    evidence: dict[tuple[str, str], float], bars: set[tuple[str, str]]
) -> None:
    told = {pair: score for pair, score in evidence.items() if pair not in bars}
    found = groups(REPORTS, pairs(told), (), lambda a, b: (min(a, b), max(a, b)) in bars)
    home = {report: group for group in found for report in group}
    assert all(home[a] != home[b] for a, b in bars)


def test_the_last_judgement_made_is_the_first_obeyed() -> None:
    told = judged("a=b", "b=c", "a≠c")
    assert groups("abc", [], told) == [("a",), ("b", "c")]
    kept, aside = heeded(told)
    assert kept == [told[2], told[1]]
    assert [(a.judged, set(a.against)) for a in aside] == [(told[0], {told[1], told[2]})]
    assert groups("abc", [], judged("a≠c", "a=b", "b=c")) == [("a", "b", "c")]
    assert groups("ab", [Pair("a", "b", 5.0)], judged("a≠b", "a?b")) == [("a", "b")]


def test_the_mean_of_all_pairs_decides_not_the_best_one() -> None:
    chain = [Pair("a", "b", 4.0), Pair("b", "c", 1.0)]
    assert groups("abc", chain) == [("a", "b"), ("c",)]
    assert groups("abc", [*chain, Pair("a", "c", -0.5)]) == [("a", "b", "c")]


def test_two_groups_that_people_part_stay_apart_though_a_third_fits_both() -> None:
    told = [Pair("a", "b", 5.0), Pair("b", "c", 4.0), Pair("a", "c", 3.0)]
    assert groups("abc", told, judged("a≠c")) == [("a", "b"), ("c",)]
    assert groups("abc", [], judged("a=c")) == [("a", "c"), ("b",)]


def test_people_join_what_is_ruled_out_and_a_third_follows_the_one_it_fits() -> None:
    told = [Pair("b", "c", 5.0)]

    def barred(one: str, other: str) -> bool:
        return {one, other} in ({"a", "b"}, {"a", "c"})

    assert groups("abc", told, (), barred) == [("a",), ("b", "c")]
    assert groups("abc", told, judged("a=b"), barred) == [("a", "b", "c")]
    assert groups("abcd", [*told, Pair("b", "d", 6.0)], judged("a=b"), barred) == [("a", "b", "c", "d")]


def test_what_is_told_in_one_breath_counts_once_with_its_best_evidence() -> None:
    told = [Pair("a", "b", 1.0), Pair("b", "c", 0.5)]
    assert groups("abc", told) == [("a", "b"), ("c",)]
    assert groups("abc", told, breath=[("a", "b")]) == [("a", "b", "c")]
    assert groups("abc", told, judged("a≠b"), breath=[("a", "b")]) == [("a",), ("b", "c")]
    assert groups("abc", told, breath=[("a", "c")]) == [("a", "b"), ("c",)]
