"""Whether a sentence or an article is about conflict or politics: words and findings, weighed by a linear model.

The weights are learned by `scripts/train_relevance.py`. A sentence is described by five blocks of features: its words
and pairs of words, the letters of its words, its lemmas, what the reader knows of it (acts that its words may
tell of, who and what is named, how its clauses hang together), and how it is set (its length, marks and numbers).
Each block has a length of its own; the weights of all are summed.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rasid.extract.triggers import triggers_table
from rasid.knowledge.load import Knowledge
from rasid.knowledge.weights import load_weights
from rasid.model import ActorRef, PlaceRef, Quantity, Reading, Token, WeaponRef

BLOCKS = ("word", "runs", "lemma", "known", "shape")
SHARE = {"word": 0.5, "runs": 1.5, "lemma": 1.0, "known": 0.5, "shape": 0.2}  # squared length of each block
CLASSES = (
    "irrelevant",
    "material conflict",
    "material cooperation",
    "verbal conflict",
    "verbal cooperation",
)  # labels 0 to 4
QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}
SHAPE_MARKS = ("(", '"', "\u060c", ":", "-", "/")  # marks that are counted
LETTERS = (2, 5)  # shortest and longest run of letters
TOP = 3  # sentences that stand for an article: the most relevant ones
TOLD = 1.2  # what assertions add to the score of an article
MOST = 6  # where there are so many, or as many as it has sentences; else in proportion
LEAST = 1.1  # what an article must have in all

Blocks = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Relevance:
    """How far something is about conflict or politics (above 0: it is), and of which of the `CLASSES`."""

    score: float
    classes: tuple[float, ...]

    @property
    def relevant(self) -> bool:
        """Whether it is about conflict or politics."""
        return self.score > 0

    @property
    def quad(self) -> str:
        """The class that fits best."""
        return CLASSES[max(range(len(CLASSES)), key=lambda n: self.classes[n])]


def sentence_relevance(reading: Reading, knowledge: Knowledge, sentence: int) -> Relevance:
    """The relevance of one sentence."""
    return weigh(sentence_features(reading, knowledge, sentence), model(knowledge))


def article_relevance(reading: Reading, knowledge: Knowledge) -> Relevance:
    """The relevance of an article: of its three most relevant sentences, and of how much is told in it."""
    found = [
        sentence_relevance(reading, knowledge, number)
        for number, sentence in enumerate(reading.sentences)
        if sentence.part in ("body", "headline", "deck")
    ]
    best = sorted(found, key=lambda r: r.score, reverse=True)[:TOP]
    if not best:
        return Relevance(-LEAST, (1.0, *(0.0 for _ in CLASSES[1:])))
    classes = tuple(sum(r.classes[n] for r in best) / len(best) for n in range(len(CLASSES)))
    told = TOLD * min(1.0, len(reading.assertions) / min(MOST, len(found)))
    return Relevance(sum(r.score for r in best) / len(best) + told - LEAST, classes)


@dataclass(frozen=True, slots=True)
class Model:
    """Rarity and weights of every feature, and what is added at the end; the first weight is that of relevance."""

    rows: Mapping[str, tuple[float, tuple[float, ...]]]
    biases: tuple[float, ...]


def model(knowledge: Knowledge) -> Model:
    """The model that ships with Rasid."""
    return knowledge.derived("relevance model", lambda _: read_model(load_weights("relevance")))


def read_model(lines: Iterable[str]) -> Model:
    """The model of a file: a line of biases, then a feature with its rarity and its weights in thousandths."""
    rows: dict[str, tuple[float, tuple[float, ...]]] = {}
    biases: tuple[float, ...] = ()
    for line in lines:
        feature, *numbers = line.split("\t")
        values = [int(number) / 1000 for number in numbers]
        if feature == "":
            biases = tuple(values)
        else:
            rows[feature] = values[0], tuple(values[1:])
    return Model(rows, biases)


def weigh(blocks: Blocks, weights: Model) -> Relevance:
    """The relevance of something with these features."""
    sums = list(weights.biases)
    for name in BLOCKS:
        known = []
        for feature, count in sorted(Counter(blocks[name]).items()):
            row = weights.rows.get(f"{name[0]}:{feature}")
            if row is not None:
                known.append(((1 + math.log(count)) * row[0], row[1]))
        length = math.sqrt(sum(value * value for value, _ in known)) or 1.0
        scale = math.sqrt(SHARE[name]) / length
        for value, row_weights in known:
            for number, weight in enumerate(row_weights):
                sums[number] += value * scale * weight
    return Relevance(sums[0], tuple(sums[1:]))


# ---- features -------------------------------------------------------------------------------------------------


def sentence_features(reading: Reading, knowledge: Knowledge, sentence: int) -> Blocks:
    """The features of one sentence, by block."""
    first, last = reading.token_range(reading.sentences[sentence].span)
    tokens = reading.tokens[first:last]
    words = [t.norm for t in tokens if any(c.isalnum() for c in t.norm)]
    return {
        "word": [*words, *pairs(words)],
        "runs": [run for word in words for run in runs(f" {word} ")],
        "lemma": list(lemma_features(tokens)),
        "known": list(known_features(reading, knowledge, sentence, first, last)),
        "shape": list(shape_features(reading.quote(reading.sentences[sentence].span), tokens)),
    }


def shape_features(text: str, tokens: Sequence[Token]) -> Iterator[str]:
    """How a sentence is set: how it begins and ends, how long it is, how many marks and numbers stand in it."""
    kinds = ["9" if t.norm[0].isdigit() else t.norm[0] if t.pos == "PUNCT" else "a" for t in tokens]
    yield f"b:{'_'.join(kinds[:3])}"
    yield f"e:{'_'.join(kinds[-2:])}"
    yield f"l:{min(12, len(text) // 40)}"
    yield f"n:{min(5, kinds.count('9'))}"
    yield f"x:{any(t.norm.isascii() and t.norm.isalpha() for t in tokens)}"
    yield from (f"{mark}{min(4, kinds.count(mark))}" for mark in SHAPE_MARKS)


def pairs(words: Sequence[str]) -> Iterator[str]:
    """Each word with the next."""
    return (f"{a}_{b}" for a, b in pairwise(words))


def runs(word: str) -> Iterator[str]:
    """The runs of letters of a word with blanks at its ends."""
    for size in range(LETTERS[0], LETTERS[1] + 1):
        for at in range(max(1, len(word) - size + 1)):
            yield word[at : at + size]


def lemma_features(tokens: Sequence[Token]) -> Iterator[str]:
    """Lemmas and stems with their neighbours, and stems with their parts of speech."""
    lemmas, stems = [t.lemma for t in tokens], [t.stem for t in tokens]
    yield from (f"l{lemma}" for lemma in lemmas)
    yield from (f"l{pair}" for pair in pairs(lemmas))
    yield from (f"s{stem}" for stem in stems)
    yield from (f"s{pair}" for pair in pairs(stems))
    yield from (f"p{t.stem}_{t.pos}" for t in tokens)


def known_features(reading: Reading, knowledge: Knowledge, number: int, first: int, last: int) -> Iterator[str]:
    """What the reader knows of a sentence: its acts, names, verbs, clauses."""
    tokens = reading.tokens[first:last]
    yield from trigger_features(tokens, knowledge)
    for event in reading.events:
        if event.sentence == number:
            quad = QUAD.get(event.plover or "")
            yield from (f"e:{event.entry}", f"ep:{event.plover}:{event.kind}", f"eq:{quad}")
            yield f"ef:{event.plover}:{event.factuality.value}"
    for assertion in reading.assertions:
        if assertion.sentence == number:
            yield from (f"a:{assertion.kind}", f"ap:{assertion.plover}")
            yield f"aq:{QUAD.get(assertion.plover or '')}:{assertion.factuality.value}"
    yield from mention_features(reading, first, last)
    clauses = [clause.kind for clause in reading.clauses if clause.sentence == number]
    yield from (f"c:{kind}" for kind in clauses)
    yield from (f"f:{token.function}" for token in tokens)
    verbs = [token.lemma for token in tokens if token.pos == "VERB"]
    yield from (f"v:{verb}" for verb in verbs)
    yield from (f"v1:{verb}" for verb in verbs[:1])
    if tokens:
        yield f"w1:{tokens[0].lemma}"
        yield f"w2:{'_'.join(t.lemma for t in tokens[:2])}"
        yield f"p1:{tokens[0].pos}"
        yield f"p2:{'_'.join(t.pos for t in tokens[:2])}"
        yield f"n:{min(len(tokens) // 8, 8)}"


def trigger_features(tokens: Sequence[Token], knowledge: Knowledge) -> Iterator[str]:
    """The acts that words of a sentence may tell of, whether or not they do, with the words beside them."""
    table = knowledge.derived("triggers table", triggers_table)
    opened = False
    for match in table.find([t.keys or (t.norm,) for t in tokens]):
        for form in match.entries:
            entry = form.entry
            quad = QUAD.get(entry.plover or "")
            yield from (
                f"t:{entry.id}",
                f"tp:{entry.plover}",
                f"tq:{quad}",
                f"tk:{entry.kind}",
                f"th:{quad}:{form.how}",
            )
            if not opened:
                opened = True
                yield from (f"tq1:{quad}", f"tp1:{entry.plover}")
            if match.first > 0:
                yield f"tb:{quad}:{tokens[match.first - 1].lemma}"
            if match.first + 1 < len(tokens):
                yield f"ta:{quad}:{tokens[match.first + 1].lemma}"


def mention_features(reading: Reading, first: int, last: int) -> Iterator[str]:
    """Who and what is named in a sentence."""
    start = bisect_left(reading.mentions, reading.tokens[first].span, key=lambda m: m.span) if first < last else 0
    for mention in reading.mentions[start:]:
        if mention.first >= last:
            break
        value = mention.value
        sort = value.scope if isinstance(value, Quantity) else getattr(value, "type", None)
        yield f"mt:{mention.kind.value}:{sort}"
        if isinstance(value, (ActorRef, PlaceRef)):
            yield from (f"m:{value.entry}", f"mc:{value.country}")
        elif isinstance(value, WeaponRef):
            yield f"m:{value.entry}"
