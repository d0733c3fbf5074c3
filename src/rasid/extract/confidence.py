"""How sure an assertion is: the share of assertions like it that proved right, by a logistic model over its traits.

The weights are learned by `scripts/train_confidence.py` from articles with gold, and tested on articles held out.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from rasid.knowledge.load import Knowledge
from rasid.knowledge.weights import load_weights
from rasid.model import Assertion, Reading, stage

BIAS = "bias"


@stage(needs="assertions clauses tokens", makes="assertions", replaces=True)
def weigh_assertions(reading: Reading, knowledge: Knowledge) -> Iterator[Assertion]:
    """The assertions anew, each with the share of such assertions that are right as its score."""
    weights = knowledge.derived("confidence weights", lambda _: read_weights(load_weights("confidence")))
    for assertion, found in zip(reading.assertions, traits(reading), strict=True):
        yield replace(assertion, score=confidence(found, weights))


def read_weights(lines: Iterable[str]) -> dict[str, float]:
    """The weight of each trait; a line has a trait and its weight in thousandths."""
    return {trait: int(weight) / 1000 for trait, weight in (line.split("\t") for line in lines)}


def confidence(found: Iterable[str], weights: Mapping[str, float]) -> float:
    """The probability that something with these traits is right, to two digits."""
    total = weights[BIAS] + sum(weights.get(trait, 0.0) for trait in found)
    return round(1 / (1 + math.exp(-total)), 2)


def traits(reading: Reading) -> list[list[str]]:
    """For each assertion the traits that its confidence is judged by."""
    found = []
    told: set[tuple[int, str | None]] = set()
    entries: set[str] = set()
    for assertion in reading.assertions:
        here = [*slot_traits(assertion), *trigger_traits(reading, assertion)]
        sentence, plover = assertion.sentence, assertion.plover
        if (sentence, plover) in told:
            here.append("type told before in the sentence")
        if assertion.by in entries:
            here.append("entry told before in the article")
        together = sum(other.sentence == sentence for other in reading.assertions)
        here.append(f"in its sentence: {min(together, 4)}")
        told.add((sentence, plover))
        entries.add(assertion.by)
        found.append(here)
    return found


def slot_traits(assertion: Assertion) -> Iterator[str]:
    """What an assertion says."""
    yield f"kind: {assertion.kind}"
    yield f"type: {assertion.plover}"
    yield f"factuality: {assertion.factuality.value}"
    yield f"made by: {assertion.by.split(':')[0]}"
    slots = {
        "source": assertion.source,
        "target": assertion.target,
        "place": assertion.place,
        "date": assertion.date,
        "weapons": assertion.weapons,
        "condition": assertion.condition,
        "quantity": assertion.quantity,
    }
    yield from (name for name, value in slots.items() if value)
    if assertion.source and assertion.target:
        yield "source and target"
    if assertion.killed is not None or assertion.wounded is not None:
        yield "victims"
    if not any((*slots.values(), assertion.killed, assertion.wounded)):
        yield "nothing but the act"
    yield f"speakers: {min(len(assertion.attribution), 2)}"


def trigger_traits(reading: Reading, assertion: Assertion) -> Iterator[str]:
    """How its trigger stands in the sentence."""
    at = reading.token_at(assertion.span.start)
    token = reading.tokens[at]
    yield f"word: {token.pos}"
    if token.features.definite:
        yield f"definite {token.pos}"
    if token.enclitic is not None:
        yield f"with a pronoun {token.pos}"
    clause = min((c for c in reading.clauses if c.first <= at < c.last), key=lambda c: c.last - c.first, default=None)
    yield f"clause: {clause.kind if clause is not None else 'none'}"
    sentence = reading.sentences[assertion.sentence].span
    first, last = reading.token_range(sentence)
    yield f"sentence of {min((last - first) // 10, 5)} tens of words"
    if at - first > 15:
        yield "far from the start"
