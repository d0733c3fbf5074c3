"""A group of reports as one incident."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from rasid.link.incidents import incident
from tests.link.made import ARMY, HOMS, IS, MONDAY, PALMYRA, UNKNOWN, made, on

TUESDAY = MONDAY + timedelta(days=1)


def test_no_report_is_no_incident() -> None:
    with pytest.raises(ValueError, match="needs a report"):
        incident([])


def test_it_is_named_after_its_first_report_in_any_order() -> None:
    first, later = made("z", published=MONDAY), made("a", published=TUESDAY)
    assert incident([later, first]) == incident([first, later])
    assert incident([later, first]).first == "article z"
    assert incident([first]).id == incident([first, later]).id


def test_the_best_figure_is_the_one_of_most_origins() -> None:
    told = [made("a", killed=9), made("b", killed=12), made("c", killed=12), made("d", killed=40)]
    found = incident(told).estimate("killed")
    assert found is not None
    assert (found.low, found.best, found.high) == (9, 12, 40)


def test_of_figures_as_frequent_the_one_published_last_is_best() -> None:
    found = incident([made("a", killed=14, published=TUESDAY), made("b", killed=9)]).estimate("killed")
    assert found is not None
    assert found.best == 14


def test_a_speaker_counts_once_with_the_figure_given_last() -> None:
    told = [made("a", killed=5, chain=(ARMY,)), made("b", killed=7, chain=(ARMY,), published=TUESDAY)]
    found = incident(told).estimate("killed")
    assert found is not None
    assert [(f.value, f.speaker) for f in found.figures] == [(7, "Syrian army")]
    assert (found.low, found.high) == (7, 7)


def test_outlets_that_quote_one_communique_are_one_origin() -> None:
    told = [made(id, chain=(IS,)) for id in "abcde"]
    assert len(incident(told).outlets) == 5
    assert len(incident(told).origins) == 1


def test_copies_are_one_origin_with_their_unnamed_sources() -> None:
    copies = [made(id, story="s", chain=(UNKNOWN,)) for id in "ab"]
    assert len(incident(copies).origins) == 1
    assert len(incident([*copies, made("c", chain=(UNKNOWN,))]).origins) == 2


def test_claims_and_denials_are_kept_with_who_and_when() -> None:
    told = [
        made("a", source=(IS,), chain=(ARMY,)),
        made("b", kind="denial", source=(IS,), chain=(IS,), published=TUESDAY),
    ]
    found = incident(told)
    assert found.stance == "denied"
    assert {(r.stance, r.actor, r.speaker, r.on) for r in found.responsibility} == {
        ("attributed", "Islamic State", "Syrian army", MONDAY),
        ("denied", "Islamic State", "Islamic State", TUESDAY),
    }
    assert "responsibility: attributed to Islamic State by Syrian army, denied by Islamic State" in found.contradictions


def test_who_says_that_he_did_it_claims_it() -> None:
    assert incident([made(source=(IS,), chain=(IS,))]).stance == "claimed"


def test_a_claim_of_one_and_an_attribution_to_another_contradict_each_other() -> None:
    told = [made("a", kind="claim", source=(IS,), chain=(IS,)), made("b", source=(ARMY,), chain=(UNKNOWN,))]
    assert incident(told).contradictions == (
        "responsibility: claimed by Islamic State, attributed to Syrian army by a source",
    )


def test_the_other_side_of_a_clash_is_no_other_culprit() -> None:
    told = [
        made("a", kind="claim", source=(IS,), target=(ARMY,), chain=(IS,)),
        made("b", source=(ARMY,), target=(IS,)),
    ]
    assert incident(told).contradictions == ()


def test_figures_that_differ_are_named_with_their_speakers() -> None:
    told = [made("a", killed=12), made("b", killed=15, chain=(ARMY,))]
    assert incident(told).contradictions == ("killed: 12 (outlet a); 15 (Syrian army)",)


def test_it_happened_where_it_is_told_most_exactly() -> None:
    assert incident([made("a", place=HOMS), made("b", place=HOMS), made("c", place=PALMYRA)]).place == PALMYRA


def test_it_happened_on_the_day_said_by_most_not_in_the_week() -> None:
    week = on(date(2024, 5, 4), date(2024, 5, 10), "week")
    found = incident([made("a", days=week), made("b", days=week), made("c")])
    assert found.days is not None
    assert found.days.start == found.days.end == MONDAY


def test_one_who_asserts_it_is_enough() -> None:
    assert incident([made("a", factuality="possible"), made("b")]).factuality == "asserted"
    assert incident([made("a", factuality="possible")]).factuality == "possible"
