"""Confidence: a number for each assertion that says how often such assertions are right."""

from __future__ import annotations

import math

import pytest

from benchmarks.robust import SPELLINGS, articles, scored
from rasid.extract.confidence import BIAS, confidence, read_weights, traits
from rasid.knowledge.weights import load_weights
from tests.build import reader, reading


def test_traits_are_weighed_and_unknown_ones_count_nothing() -> None:
    weights = read_weights([f"{BIAS}\t500", "source\t1500"])
    assert confidence(["source", "new"], weights) == round(1 / (1 + math.exp(-2)), 2)
    assert confidence([], weights) == round(1 / (1 + math.exp(-0.5)), 2)


def test_every_assertion_has_its_traits_and_a_score_between_nought_and_one() -> None:
    found = reading("قصف الجيش السوري بلدة سراقب أمس. وأدانت الحكومة التركية القصف.", published="2024-03-12")
    assert len(found.assertions) == len(traits(found)) == 2
    assert all(0 < a.score < 1 for a in found.assertions)
    assert {"kind: event", "type: ASSAULT", "source", "clause: main"} <= set(traits(found)[0])


def test_an_act_told_with_its_parties_is_surer_than_a_bare_one() -> None:
    full = reading("قصف الجيش السوري بلدة سراقب أمس.", published="2024-03-12").assertions[0]
    bare = reading("وقع انفجار.", published="2024-03-12").assertions
    assert all(full.score > a.score for a in bare)


def test_scores_of_the_gold_articles_tell_right_from_wrong() -> None:
    judged = scored(reader(), articles(), SPELLINGS["as they are"]).judged
    right = [j.prediction["score"] for j in judged if j.prediction is not None and j.gold is not None]
    wrong = [j.prediction["score"] for j in judged if j.prediction is not None and j.gold is None]
    assert sum(right) / len(right) == pytest.approx(len(right) / (len(right) + len(wrong)), abs=0.06)
    higher = sum((r > w) + (r == w) / 2 for r in right for w in wrong)
    assert higher / (len(right) * len(wrong)) > 0.72


def test_the_shipped_weights_are_whole() -> None:
    weights = read_weights(load_weights("confidence"))
    assert BIAS in weights
    assert len(weights) > 40
