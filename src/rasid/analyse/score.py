"""Scores: predicted assertions against gold ones, detection and every slot.

A prediction matches a gold assertion when it stands in the same sentence and has the same PLOVER type; `PASS` names
the types that pass for each other, and where gold has no type the kinds must agree. Each matches at most once, best
pairs first. A prediction where gold says that the same thing is told again (`other_mentions`) counts neither way. A
slot scores over all gold and predicted assertions: what stands on an unmatched one counts against recall or
precision too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rasid.lang.ar.comparison import SENTENCE_ENDS, comparable_words

# Assertions are compared in their JSON form, which gold and predictions share: a dict with the keys of the schema.
Item = Mapping[str, Any]
Place = tuple[int, int]

SLOTS = ("kind", "source", "target", "place", "date", "factuality", "attribution", "condition", "weapons", "numbers")
PASS = ({"ASSAULT", "COERCE"}, {"ACCUSE", "INVESTIGATE"})
ENGLISH_STOP = {"al", "the", "of", "in", "el", "a", "and", "for", "who", "asked", "not", "to", "be", "named"}
SENTENCE = re.compile(f"[^{SENTENCE_ENDS}\n]+[{SENTENCE_ENDS}\n]*")


@dataclass(slots=True)
class Count:
    """How many were right, too many and missed, with precision, recall and F1."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        found = self.right + self.extra
        return self.right / found if found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is right that was found."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_dict(self) -> dict[str, float | int]:
        """The figures under the names that the project's reports use."""
        return {
            "p": round(self.precision, 3),
            "r": round(self.recall, 3),
            "f1": round(self.f1, 3),
            "tp": self.right,
            "fp": self.extra,
            "fn": self.missed,
        }


def total(counts: Iterable[Count]) -> Count:
    """Counts added up."""
    found = list(counts)
    return Count(sum(c.right for c in found), sum(c.extra for c in found), sum(c.missed for c in found))


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold assertion with its prediction; one of the two is None where nothing matched."""

    article: str
    gold: Item | None
    prediction: Item | None


@dataclass(slots=True)
class Score:
    """The score of a set of articles: detection, each slot, each PLOVER type, each kind, and every pair behind them."""

    articles: int = 0
    detection: Count = field(default_factory=Count)
    slots: dict[str, Count] = field(default_factory=lambda: {slot: Count() for slot in SLOTS})
    types: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    kinds: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    judged: list[Judged] = field(default_factory=list)
    names: dict[str, Names] = field(default_factory=dict)

    @property
    def all_slots(self) -> Count:
        """The slots taken together."""
        return total(self.slots.values())

    @property
    def pairs(self) -> list[Judged]:
        """The gold assertions that a prediction matches, each with it."""
        return [item for item in self.judged if item.gold is not None and item.prediction is not None]

    def matched(self) -> dict[str, Count]:
        """Each slot on the matching pairs alone; `actors` is source and target, `all slots` the slots together."""
        counts = {slot: Count() for slot in SLOTS}
        for item in self.pairs:
            for slot, count in counts.items():
                compare_slot(count, slot, item, self.names[item.article])
        together = {"actors": [counts["source"], counts["target"]], "all slots": list(counts.values())}
        return counts | {name: total(parts) for name, parts in together.items()}

    def as_dict(self) -> dict[str, Any]:
        """The whole score as plain data."""
        return {
            "articles": self.articles,
            "detection": self.detection.as_dict(),
            "slots": {name: count.as_dict() for name, count in self.slots.items()},
            "types": {name: count.as_dict() for name, count in sorted(self.types.items())},
            "kinds": {name: count.as_dict() for name, count in sorted(self.kinds.items())},
            "slot_micro": self.all_slots.as_dict(),
            "matched": {name: count.as_dict() for name, count in self.matched().items()},
        }


def score(golds: Iterable[Item], texts: Mapping[str, str], predictions: Mapping[str, Item]) -> Score:
    """The score of predictions by article id; an article without one counts as one without assertions."""
    result = Score()
    for gold in golds:
        article = str(gold["id"])
        found: Sequence[Item] = predictions.get(article, {}).get("assertions", [])
        result.articles += 1
        add_article(result, gold, texts[article], found)
    return result


def add_article(result: Score, gold: Item, text: str, found: Sequence[Item]) -> None:
    """Count one article into a score."""
    article, wanted = str(gold["id"]), gold["assertions"]
    names = result.names[article] = Names(gold.get("actors", []))
    pairs, missed, extra = pair_up(text, wanted, found, names)
    judged = [Judged(article, wanted[i], found[j]) for i, j in pairs]
    judged += [Judged(article, wanted[i], None) for i in sorted(missed)]
    judged += [Judged(article, None, found[j]) for j in sorted(extra)]
    result.judged += judged
    for item in judged:
        tallied = item.gold if item.gold is not None else item.prediction
        assert tallied is not None
        outcome = "missed" if item.prediction is None else "extra" if item.gold is None else "right"
        for count in (result.detection, result.types[type_of(tallied)], result.kinds[str(tallied.get("kind"))]):
            setattr(count, outcome, getattr(count, outcome) + 1)
        for slot in SLOTS:
            compare_slot(result.slots[slot], slot, item, names)


def compare_slot(count: Count, slot: str, item: Judged, names: Names) -> None:
    """Count what one slot of a pair holds."""
    left = values(item.prediction or {}, slot)
    for value in values(item.gold or {}, slot):
        hit = next((n for n, other in enumerate(left) if same_value(slot, value, other, names)), None)
        if hit is None:
            count.missed += 1
        else:
            del left[hit]
            count.right += 1
    count.extra += len(left)


class Names:
    """Decides whether a predicted actor is a gold one, through the surfaces that gold lists."""

    def __init__(self, actors: Iterable[Item]) -> None:
        self.surfaces: defaultdict[str, list[list[str]]] = defaultdict(list)
        for actor in actors:
            surface = actor["surface"]
            for form in surface if isinstance(surface, list) else [surface]:
                self.surfaces[actor["canonical_en"]].append(comparable_words(form))

    def same(self, gold: str, other: Item | str) -> bool:
        """Whether a prediction is the gold actor of this canonical name."""
        actor: Item = {"name_en": other} if isinstance(other, str) else other
        for name in (actor.get("name_en"), actor.get("id")):
            if name and same_words(english_words(gold), english_words(name), 0.67):
                return True
        for key in ("name_ar", "surface"):
            words = comparable_words(actor.get(key))
            if words and any(same_words(words, surface, 0.67) for surface in self.surfaces.get(gold, ())):
                return True
        return False


def english_words(text: str | None) -> list[str]:
    """The words of an English name that tell it from others."""
    plain = (text or "").lower().replace("'", "").replace("-", " ")
    return [word for word in re.findall(r"[a-z0-9]+", plain) if word not in ENGLISH_STOP]


def same_words(left: Iterable[str], right: Iterable[str], least: float = 0.5) -> bool:
    """Whether two sets of words share enough: `least` of the smaller, and a good third of the larger."""
    a, b = set(left), set(right)
    shared = len(a & b)
    return bool(a and b) and shared / min(len(a), len(b)) >= least and shared / max(len(a), len(b)) >= 0.34


def find(text: str, quote: str) -> Place | None:
    """Where a quote stands in a text, punctuation between its words set aside."""
    at = text.find(quote)
    if at >= 0:
        return at, at + len(quote)
    pattern = r"\W*".join(map(re.escape, re.findall(r"\w+", quote)))
    found = re.search(pattern, text) if pattern else None
    return found.span() if found else None


def locate(text: str, gold: Item) -> tuple[Place, Place]:
    """The sentence and the trigger of a gold assertion, as places in the text."""
    where = gold.get("sentence")
    if isinstance(where, int):
        spans = [found.span() for found in SENTENCE.finditer(text)]
        window = spans[min(where, len(spans) - 1)]
    else:
        window = find(text, where or gold["trigger"]) or (0, len(text))
    before = [text.rfind(mark, 0, window[0]) for mark in f"{SENTENCE_ENDS}\n"]
    after = [end for end in (text.find(mark, window[1]) for mark in f"{SENTENCE_ENDS}\n") if end >= 0]
    sentence = (max(before) + 1, min(after) if after else len(text))
    hit = find(text[sentence[0] : sentence[1]], gold["trigger"])
    return sentence, (sentence[0] + hit[0], sentence[0] + hit[1]) if hit else window


def overlap(left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether two places share a character."""
    return min(left[1], right[1]) > max(left[0], right[0])


def type_of(item: Item) -> str:
    """The PLOVER type of an assertion, or its kind where it has none."""
    return str(item["plover"]) if item.get("plover") else f"kind:{item.get('kind')}"


def compatible(gold: Item, prediction: Item) -> bool:
    """Whether a prediction may stand for a gold assertion, going by type alone."""
    if not gold.get("plover"):
        return bool(gold.get("kind") == prediction.get("kind"))
    if type_of(gold) == type_of(prediction):
        return True
    return any({gold["plover"], prediction.get("plover")} <= pair for pair in PASS)


def likeness(gold: Item, prediction: Item, names: Names) -> int:
    """How many further things speak for a pair."""
    points = int(gold["kind"] == prediction["kind"]) + int(type_of(gold) == type_of(prediction))
    for side in ("source_actor", "target_actor"):
        points += sum(any(names.same(name, other) for other in prediction.get(side) or []) for name in gold[side])
    return points + int(same_place(gold.get("place"), prediction.get("place")))


def pair_up(
    text: str, gold: Sequence[Item], found: Sequence[Item], names: Names
) -> tuple[list[tuple[int, int]], set[int], set[int]]:
    """The pairs of gold and prediction by number, the gold ones missed and the predictions too many."""
    placed = [locate(text, item) for item in gold]
    pairs: list[tuple[float, int, int]] = []
    for i, wanted in enumerate(gold):
        sentence, trigger = placed[i]
        for j, prediction in enumerate(found):
            span = prediction.get("span") or [0, 0]
            if overlap(span, sentence) and compatible(wanted, prediction):
                points = 1.0 + 2.0 * overlap(span, trigger) + likeness(wanted, prediction, names)
                pairs.append((-points, i, j))
    missed, extra = set(range(len(gold))), set(range(len(found)))
    matched: list[tuple[int, int]] = []
    for _, i, j in sorted(pairs):
        if i in missed and j in extra:
            missed.discard(i)
            extra.discard(j)
            matched.append((i, j))
    again = [place for place in told_again(text, gold) if place]
    extra = {j for j in extra if not any(overlap(found[j].get("span") or [0, 0], place) for place in again)}
    return matched, missed, extra


def told_again(text: str, gold: Sequence[Item]) -> Iterator[Place | None]:
    """Where the text tells a gold assertion once more."""
    for item in gold:
        for quote in item.get("other_mentions") or []:
            yield find(text, quote)


def same_place(gold: Item | None, other: Item | None) -> bool:
    """Whether two places have the same name in either language."""
    if not gold or not other:
        return False
    if same_words(english_words(gold.get("name_en")), english_words(other.get("name_en")), 0.67):
        return True
    return same_words(comparable_words(gold.get("name_ar")), comparable_words(other.get("name_ar")), 0.67)


def values(item: Item, slot: str) -> list[Any]:
    """What an assertion holds in a slot, as a list."""
    if slot in ("source", "target"):
        return list(item.get(f"{slot}_actor") or [])
    if slot in ("weapons", "attribution"):
        return list(item.get(slot) or [])
    if slot == "numbers":
        numbers: list[Any] = [(key, item[key]) for key in ("killed", "wounded") if item.get(key) is not None]
        quantity = item.get("quantity")
        return [*numbers, ("quantity", quantity.get("value"))] if quantity else numbers
    value = item.get(slot)
    return [value] if value else []


def same_value(slot: str, gold: Any, other: Any, names: Names) -> bool:
    """Whether two values of a slot are the same."""
    if slot in ("source", "target"):
        return names.same(gold, other)
    if slot == "place":
        return same_place(gold, other)
    if slot == "date":
        return bool((gold.get("from"), gold.get("to")) == (other.get("from"), other.get("to")))
    if slot == "attribution":
        if bool(gold.get("anonymous")) != bool(other.get("anonymous")):
            return False
        speaker = {"name_en": other.get("who"), "surface": other.get("who_ar")}
        return bool(gold.get("anonymous")) or names.same(gold["who"], speaker)
    if slot == "condition":
        return same_words(comparable_words(gold), comparable_words(other), 0.5)
    if slot == "weapons":
        return same_words(english_words(gold), english_words(other), 0.5)
    return bool(gold == other)
