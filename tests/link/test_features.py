"""What each feature says of two reports, and what they say together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from rasid.link import features
from rasid.link.blocks import comparable, held_keys, sought_keys, window
from rasid.link.features import VETO, compare, in_one_breath
from rasid.link.reports import answer
from rasid.model.record import Count
from tests.link.made import (
    ARMY,
    BAGHDAD,
    CIVILIANS,
    HODEIDAH,
    HOMS,
    IS,
    MONDAY,
    NOWHERE,
    PALMYRA,
    POLICE,
    RAQQA,
    RED_SEA,
    SADR,
    SYRIA,
    SYRIAN,
    UNKNOWN,
    made,
    on,
)

TUESDAY = MONDAY + timedelta(days=1)
FOR, AGAINST, NEVER, NOTHING = "for", "against", "never", "nothing"


def verdict(feature: str, a: dict[str, Any], b: dict[str, Any]) -> str:
    found = getattr(features, feature)(made("a", **a), made("b", **b))
    if found is None:
        return NOTHING
    assert found.reason or found.weight <= VETO
    return NEVER if found.weight <= VETO else FOR if found.weight > 0 else AGAINST


@pytest.mark.parametrize(
    ("feature", "a", "b", "wanted"),
    [
        ("same_time", {}, {}, FOR),
        ("same_time", {}, {"days": on(TUESDAY)}, NEVER),
        ("same_time", {}, {"days": on(TUESDAY, basis="carried")}, AGAINST),
        ("same_time", {}, {"days": None, "published": TUESDAY}, FOR),
        ("same_time", {}, {"days": None, "published": date(2024, 5, 9)}, NEVER),
        ("same_time", {}, {"days": None, "published": date(2024, 5, 9), "kind": "claim"}, FOR),
        ("same_time", {}, {"days": None, "near_days": on(MONDAY), "published": date(2024, 5, 20)}, FOR),
        ("same_time", {}, {"days": None, "published": None}, NOTHING),
        ("same_time", {}, {"days": on(TUESDAY), "other_days": (on(MONDAY),)}, FOR),
        ("same_time", {}, {"days": on(TUESDAY), "other_days": (on(date(2024, 5, 1)),)}, NEVER),
        ("same_time", {}, {"days": on(TUESDAY), "published": TUESDAY, "kind": "denial"}, FOR),
        ("same_time", {}, {"days": on(TUESDAY), "published": date(2024, 5, 9), "kind": "denial"}, NEVER),
        ("same_place", {}, {}, FOR),
        ("same_place", {}, {"place": replace(PALMYRA, lat=35.95, lon=39.01)}, NEVER),
        ("same_place", {}, {"place": replace(PALMYRA, lat=34.6, lon=38.3)}, FOR),
        ("same_place", {"place": RED_SEA}, {"place": HODEIDAH}, FOR),
        ("same_place", {"place": RED_SEA}, {"place": RAQQA}, NEVER),
        ("same_place", {}, {"place": NOWHERE}, AGAINST),
        ("same_place", {"near": (NOWHERE,), "place": None}, {"near": (RAQQA,), "place": None}, NOTHING),
        ("same_type", {"mode": "drone"}, {"mode": "aerial"}, FOR),
        (
            "same_weapons",
            {"weapons": ("drone",), "means": ("aircraft",)},
            {"weapons": ("airstrike",), "means": ("aircraft",)},
            FOR,
        ),
        (
            "same_weapons",
            {"weapons": ("drone",), "means": ("aircraft",)},
            {"weapons": ("ied",), "means": ("explosive device",)},
            AGAINST,
        ),
        ("same_place", {}, {"place": HOMS}, FOR),
        ("same_place", {}, {"place": SYRIA}, FOR),
        ("same_place", {}, {"place": RAQQA}, NEVER),
        ("same_place", {"plover": "ACCUSE"}, {"plover": "ACCUSE", "place": RAQQA}, AGAINST),
        ("same_place", {"place": BAGHDAD}, {"place": SADR}, FOR),
        ("same_place", {}, {"place": None}, NOTHING),
        ("same_place", {}, {"place": None, "near": (PALMYRA,)}, FOR),
        ("same_place", {}, {"place": None, "near": (RAQQA,)}, AGAINST),
        ("same_source", {"source": (IS,)}, {"source": (IS,)}, FOR),
        ("same_source", {"source": (ARMY,)}, {"source": (SYRIAN,)}, FOR),
        ("same_source", {"source": (ARMY,)}, {"source": (POLICE,)}, FOR),
        ("same_source", {"source": (ARMY,)}, {"source": (IS,)}, AGAINST),
        ("same_source", {"source": (ARMY,)}, {"source": (UNKNOWN,)}, NOTHING),
        ("same_target", {"target": (ARMY,)}, {"target": (ARMY,)}, FOR),
        ("same_target", {"target": (ARMY,)}, {"target": (IS,)}, AGAINST),
        ("same_target", {"target": (ARMY,)}, {}, NOTHING),
        ("same_type", {}, {}, FOR),
        ("same_type", {}, {"plover": "PROTEST"}, NEVER),
        ("same_type", {"mode": "aerial"}, {"mode": "aerial"}, FOR),
        ("same_type", {"mode": "aerial"}, {"mode": "heavy-weapons"}, FOR),
        ("same_type", {"mode": "aerial"}, {"mode": "suicide-attack"}, AGAINST),
        ("same_weapons", {"weapons": ("drone",)}, {"weapons": ("drone", "missile")}, FOR),
        ("same_weapons", {"weapons": ("drone",)}, {"weapons": ("knife",)}, AGAINST),
        ("same_weapons", {"weapons": ("drone",)}, {}, NOTHING),
        ("same_killed", {"killed": 12}, {"killed": 12}, FOR),
        ("same_killed", {"killed": 12}, {"killed": 15}, FOR),
        ("same_killed", {"killed": 2}, {"killed": 40}, AGAINST),
        ("same_killed", {"killed": 2}, {}, NOTHING),
        ("same_wounded", {"wounded": 7}, {"wounded": 7}, FOR),
        ("same_wounded", {"wounded": 7}, {"wounded": 90}, AGAINST),
        ("same_words", {"words": ("w1", "w2", "w3", "w4")}, {"words": ("w1", "w2", "w3", "w5")}, FOR),
        ("same_words", {"words": ("w1", "w2", "w3", "w4")}, {"words": ("v1", "v2", "v3", "v4")}, AGAINST),
        ("same_words", {"words": ("w1",)}, {"words": ("w1",)}, NOTHING),
        ("same_article", {}, {}, NOTHING),
        ("same_article", {"article": "x", "words": ("w",)}, {"article": "x", "start": 90}, AGAINST),
        ("same_article", {"article": "x"}, {"article": "x", "start": 90, "kind": "claim", "words": ("w",)}, FOR),
        ("same_article", {"article": "x"}, {"article": "x"}, FOR),
        ("same_article", {"article": "x", "place": None}, {"article": "x", "start": 90}, FOR),
    ],
)
def test_a_feature_answers_its_question(feature: str, a: dict[str, Any], b: dict[str, Any], wanted: str) -> None:
    assert verdict(feature, a, b) == wanted
    assert verdict(feature, b, a) == wanted


def test_those_told_in_general_words_weigh_less_than_those_named() -> None:
    named = features.same_target(made(target=(ARMY,)), made(target=(IS,)))
    general = features.same_target(made(target=(ARMY,)), made(target=(CIVILIANS,)))
    assert named is not None
    assert general is not None
    assert named.weight < general.weight < 0


def test_evidence_adds_up_and_names_its_reasons_strongest_first() -> None:
    pair = compare(made("b", source=(IS,)), made("a", source=(IS,)))
    assert pair is not None
    assert (pair.left, pair.right) == ("a", "b")
    assert pair.score > 0
    assert pair.reasons[0] == "+2.5 both in Palmyra"


def test_what_rules_it_out_is_outweighed_by_nothing() -> None:
    assert compare(made("a", killed=12), made("b", killed=12, place=RAQQA)) is None


def test_kilometres_between_two_places() -> None:
    apart = features.distance_km(PALMYRA, RAQQA)
    assert apart is not None
    assert 160 < apart < 175


@pytest.mark.parametrize(
    ("fields", "meets"),
    [
        ({}, True),
        ({"days": on(TUESDAY)}, True),
        ({"days": on(MONDAY + timedelta(days=3))}, False),
        ({"plover": "PROTEST"}, False),
        ({"place": RAQQA}, True),
        ({"place": BAGHDAD}, False),
        ({"place": None}, False),
        ({"place": None, "near": (PALMYRA,)}, True),
        ({"place": None, "target": (ARMY,)}, True),
        ({"kind": "tally", "count": Count(4.0, "attack")}, False),
        ({"days": on(MONDAY, MONDAY + timedelta(days=30), "range")}, False),
        ({"days": None, "published": None}, False),
    ],
)
def test_reports_meet_under_a_common_key(fields: dict[str, Any], *, meets: bool) -> None:
    one, other = made("a", target=(ARMY,)), made("b", **fields)
    assert bool(set(sought_keys(other)) & set(held_keys(one))) is meets
    assert bool(set(sought_keys(one)) & set(held_keys(other))) is meets


def test_a_report_without_a_day_may_be_of_the_days_up_to_publication() -> None:
    assert window(made(days=None)) == (MONDAY - timedelta(days=1), MONDAY)
    assert window(made(days=None, kind="denial")) == (MONDAY - timedelta(days=3), MONDAY)
    assert window(made(days=None, near_days=on(date(2024, 5, 1)))) == (date(2024, 5, 1), date(2024, 5, 1))


def test_counts_are_compared_with_nothing() -> None:
    assert not comparable(made(kind="tally"))
    assert not comparable(made(plover=None))
    assert comparable(made(kind="claim"))


def test_an_answer_without_place_and_day_is_of_the_act_told_last_before_it() -> None:
    act = made("a", days=on(MONDAY), other_days=(on(TUESDAY),))
    denial = made("b", kind="denial", days=None, place=None)
    found = answer(denial, [act])
    assert (found.near, found.near_days, found.other_days) == ((PALMYRA,), on(MONDAY, basis="carried"), (on(TUESDAY),))
    assert answer(made("c", days=None, place=None), [act]).near == ()
    assert answer(denial, []) == denial


def test_reports_of_one_sentence_are_told_in_one_breath() -> None:
    words = ("attack", "town")
    assert in_one_breath(made("a", article="x", words=words), made("b", article="x", words=words))
    assert not in_one_breath(made("a", words=words), made("b", words=words))
    assert not in_one_breath(made("a", article="x"), made("b", article="x"))
