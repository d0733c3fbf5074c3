"""Which of the places that share a name is meant: each weighed by what the text says, with what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, log10, radians, sin, sqrt

from msgspec import Struct

from rasid.knowledge.sheet import PlaceWordEntry
from rasid.model import PlaceRef, RunnerUp

SETTLED = {"village", "town", "city", "district", "subdistrict", "quarter", "governorate", "state", "region", "area"}
SETTLEMENTS = {"village", "town", "city"}
ENDS = {"village", "city"}  # of the scale of settlements, whose names the press uses loosely
DIVISIONS = {"governorate", "province", "state", "region", "district"}
LARGE = {"country", "region", "governorate", "province", "state", "sea", "district"}
SIZE = {"country": 2.0, "city": 1.0, "town": 0.4, "region": -0.3, "governorate": -0.3, "province": -0.3, "state": -0.3}
CLOSE = 4  # words between a name and the place behind it that says where it lies
BESIDE, APART = 100.0, 300.0  # km within which places named together lie, beyond which they do not
SPREAD = 0.5  # how much a name elsewhere in the text counts for the same name here
KEPT = 3  # runners-up kept


class Candidate(Struct, frozen=True):
    """A place that a name may mean. `strong` names need nothing beside them to be read as a place."""

    ref: PlaceRef
    strong: bool
    made_by_hand: bool
    population: int = 0
    imported: bool = False  # by the user


class Seen(Struct):
    """A name found in the text before it is decided which place it means."""

    first: int
    last: int
    begin: int  # where the words with the kind of place begin
    candidates: tuple[Candidate, ...]
    word: PlaceWordEntry | None  # the noun before the name, where it is not part of the name
    sentence: int
    score: float = 1.0
    type: str = ""  # the kind of place that the words say
    whole: frozenset[str] = frozenset()  # the entries whose own name holds that kind: "Gulf of Oman"
    origin: bool = False  # where something comes from: "from Syria"
    coast: bool = False  # whose shore or waters are named
    otherwise: Seen | None = None  # what it is where no imported place of the name is meant


def kilometres(a: PlaceRef, b: PlaceRef) -> float:
    """Great-circle distance of two located places in km; infinite where one is not located."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return float("inf")
    p, q = radians(a.lat), radians(b.lat)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 12742.0 * asin(min(1.0, sqrt(h)))


@dataclass(slots=True)
class Homonyms:
    """Weighs the places that the names of a text may mean."""

    seen: list[Seen]
    countries: dict[str, float]  # how often the text speaks of each country
    by_sentence: dict[int, dict[str, float]]  # and how often each sentence
    adjectives: dict[int, str]  # countries of adjectives, by their first token
    anchors: list[PlaceRef]  # places of names that only one place has

    def ranked(self, options: list[list[Candidate]]) -> list[list[tuple[Candidate, RunnerUp]]]:
        """For each name its places, the likeliest first: a name means the same place everywhere unless its own
        sentence says otherwise.
        """
        weighed = [
            {id(c): list(self.reasons(c, number)) for c in candidates} if len(candidates) > 1 else {}
            for number, candidates in enumerate(options)
        ]
        totals = [{key: sum(value for value, _ in found) for key, found in item.items()} for item in weighed]
        alike: dict[tuple[str, ...], list[int]] = {}
        for number, candidates in enumerate(options):
            if len(candidates) > 1:
                alike.setdefault(tuple(c.ref.entry or "" for c in candidates), []).append(number)
        found: list[list[tuple[Candidate, RunnerUp]]] = []
        for number, candidates in enumerate(options):
            others = [n for n in alike.get(tuple(c.ref.entry or "" for c in candidates), []) if n != number]
            scored = []
            for place, candidate in enumerate(candidates):
                score = totals[number].get(id(candidate), 0.0)
                if others:
                    score += SPREAD * sum(totals[n][id(options[n][place])] for n in others) / len(others)
                reason = ", ".join(why for value, why in weighed[number].get(id(candidate), []) if value > 0)
                scored.append((candidate, RunnerUp(candidate.ref.entry or "", round(score, 2), reason)))
            scored.sort(key=lambda s: (-s[1].score, s[0].ref.name, s[1].entry))
            found.append(scored)
        return found

    def reasons(self, candidate: Candidate, number: int) -> Iterator[tuple[float, str]]:
        """What speaks for a place, or against it, with its weight."""
        item, ref = self.seen[number], candidate.ref
        yield from self.of_country(item, ref)
        yield from self.of_kind(item, candidate)
        yield from self.of_neighbours(item, ref, number)
        if any(kilometres(a, ref) < BESIDE for a in self.anchors if a.type not in LARGE and a != ref):
            yield 1.0, "near other places of the text"

    def of_country(self, item: Seen, ref: PlaceRef) -> Iterator[tuple[float, str]]:
        """Whether its country is spoken of in the text, in the sentence, right behind the name."""
        if not ref.country:
            return
        for told, weight, why in (
            (self.countries, 2.0, "country of the text"),
            (self.by_sentence.get(item.sentence, {}), 1.2, "country of the sentence"),
        ):
            if ref.country in told:
                yield weight * told[ref.country] / (sum(told.values()) + 0.8), why
        if self.adjectives.get(item.last) == ref.country:
            yield 4.0, "adjective of its state"

    def of_kind(self, item: Seen, candidate: Candidate) -> Iterator[tuple[float, str]]:
        """Whether it is of the kind that the words say, and how well known it is."""
        ref = candidate.ref
        if candidate.imported:
            yield -0.5 + (0.8 if {item.type, ref.type} <= SETTLEMENTS else 0.0), "imported"
            return
        if ref.entry in item.whole and item.type not in SETTLED:
            yield 2.5, "named with its kind"
        if item.coast and ref.type == "country":
            yield 2.5, "has a shore"
        if item.type == ref.type:
            yield 2.0, "kind said"
        elif {item.type, ref.type} <= DIVISIONS:
            yield 1.5, "kind said"
        elif item.type in SETTLEMENTS:
            yield (-1.0 if ref.type not in SETTLEMENTS else 0.5 if {item.type, ref.type} == ENDS else 1.3), ref.type
        else:
            yield SIZE.get(ref.type, 0.0), ref.type
        if candidate.made_by_hand:
            yield 1.0, "known to the press"
        if candidate.strong:
            yield 0.4, "plain name"
        elif not candidate.made_by_hand and item.word is None:
            yield -1.6, "small"
        if candidate.population > 0:
            yield log10(candidate.population) / 8, "population"

    def of_neighbours(self, item: Seen, ref: PlaceRef, number: int) -> Iterator[tuple[float, str]]:
        """Whether it lies in or near the places named beside it; those right behind it say where it lies."""
        for at in range(max(0, number - 2), min(len(self.seen), number + 3)):
            other = self.seen[at]
            if other is item or other.sentence != item.sentence or other.origin:
                continue
            behind = 0 <= other.begin - item.last < CLOSE
            known = [o for o in other.candidates if not o.imported] or other.candidates
            weight, why = max((self.tie(ref, o.ref, behind) for o in known), default=(0.0, ""))
            if weight:
                yield weight, why

    def tie(self, ref: PlaceRef, other: PlaceRef, behind: bool) -> tuple[float, str]:
        """How closely a place belongs to another one named beside it."""
        if other.type == "country":
            return (1.5 if behind else 1.0, "country beside it") if other.country == ref.country else (0.0, "")
        if other.type in LARGE and other.country and other.country != ref.country:
            return (-1.5 if behind else 0.0), "what it lies in is elsewhere"
        distance = kilometres(other, ref)
        close = max(0.0, 1.5 - distance / BESIDE) if distance < BESIDE else 0.0
        if other.name and other.name.split(" Gov")[0] in ref.parent:
            return (2.0 if behind else 1.5) + close, "what it lies in is named"
        if close:
            return (2.0 if behind else 0.8) * close, "near the place beside it"
        return (-1.5, "far from the place behind it") if behind and distance > APART else (0.0, "")
