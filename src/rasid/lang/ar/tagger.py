"""Two small learned models: where clitics end and stems begin, and which part of speech a stem is.

Both are linear-chain conditional random fields with features of letters, neighbours and the dictionary. The
feature functions here serve training (`scripts/train_tagger.py`) and reading alike; `weights/CARD.md` says what
the weights were trained on and how good they are. All features see letters with hamza seats folded, so that
careless spelling reads as well as careful spelling.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from importlib.resources import files
from operator import add

from msgspec import Struct
from pycrfsuite import Tagger as Crf

from rasid.lang.ar.clitics import ENCLITICS, FIRST, WHOLE, Split, find_splits, restored
from rasid.lang.ar.letters import bare
from rasid.lang.ar.lexicon import Lexicon, load_lexicon
from rasid.lang.ar.verbs import load_verbs
from rasid.lang.ar.words import FUNCTIONS, closed_split, is_function_word

WEIGHTS = "weights"
SEGMENTER = "segmenter.crfsuite"
TAGGER = "tagger.crfsuite"
VERBAL = 17  # where `word_features` says how a word may be read as a verb
REMEMBERED = 1 << 15  # words whose features are kept for the next time they are met
REACH = 4  # letters looked at on each side
LONG = 4  # letters of "we" and a verb of three

FUTURE = re.compile("[وف]?س[يتنا]")
_SEATS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ئ": "ي", "ؤ": "و", "ی": "ي", "ک": "ك"})
_FOLD = str.maketrans({"ى": "ي", "ة": "ه"})


def seats(word: str) -> str:
    """A word without vowel marks, hamza seats folded but ة and ى kept apart from ه and ي."""
    return word.translate(_SEATS)


class Word(Struct, frozen=True):
    """A word as the tagger sees it: letters with seats folded, the split, and whether its first alef has a hamza."""

    letters: str
    split: Split
    hamza: bool


def _is_known(stem: str, lexicon: Lexicon) -> bool:
    return lexicon.knows(stem) or (stem.startswith("ال") and len(stem) > 4 and lexicon.knows(stem[2:]))


def known_splits(letters: str, lexicon: Lexicon) -> list[tuple[Split, str]]:
    """The splits of a word whose stem makes sense, each with how: in the dictionary or a function word (""), a known
    verb ("v"), or in the dictionary only with ة where the word is written with ه ("h").
    """
    norm = letters.translate(_FOLD).replace("ء", "")
    found = []
    verbs = load_verbs()
    for split in find_splits(norm):
        stem = split.stem(norm)
        if stem in FUNCTIONS or _is_known(stem, lexicon):
            bound = not split.after and letters[-1] == "ه" and bare(stem) in lexicon.marbuta
            found.append((split, "h" if bound else ""))
        elif verbs.present(stem) is not None or (verbs.past(stem) is not None and "س" not in norm[: split.before]):
            found.append((split, "v"))
        elif split.after:
            if letters[-1] not in "ةى" and any(_is_known(form, lexicon) for form in restored(stem)):
                found.append((split, ""))
        elif split.before and norm[split.before - 1] == "ل" and stem.startswith("ل") and lexicon.knows(stem[1:]):
            found.append((split, ""))
    return found


def letter_features(letters: str, lexicon: Lexicon, *, careful: bool) -> list[list[str]]:
    """The features of every letter of a word, for the segmenter.

    `careful` tells that its writer puts the dots on ة, so that a last ه is a pronoun or belongs to the root.
    """
    splits = known_splits(letters, lexicon)
    signature = ",".join(f"{split.before}{split.after}{how}" for split, how in splits[:6])
    starts = {split.before for split, _ in splits}
    ends = {len(letters) - split.after for split, _ in splits}
    size = len(letters)
    padded = "^" * REACH + letters + "$" * REACH
    function = is_function_word(letters.translate(_FOLD))
    length, short, sign = f"n={min(size, 9)}", f"n={min(size, 6)}", "k=" + signature
    rows = []
    for i, here in enumerate(letters):
        at = i + REACH
        from_start, from_end = min(i, 5), min(size - 1 - i, 5)
        row = [
            "c=" + here,
            "l1=" + padded[at - 1 : at + 1],
            "l2=" + padded[at - 2 : at + 1],
            "r1=" + padded[at : at + 2],
            "r2=" + padded[at : at + 3],
            "lr=" + padded[at - 1 : at + 2],
            "r3=" + padded[at : at + 4],
            "l3=" + padded[at - 3 : at + 1],
            length,
            f"k{int(i in starts)}{int(i in ends)}",
        ]
        if from_start < 4:
            place = f"s{from_start}"
            row += (place, f"{place}c={here}", f"{place}p={letters[: i + 3]}", place + sign, place + short)
        if from_end < 4:
            place = f"e{from_end}"
            row += (place, f"{place}c={here}", f"{place}s={letters[max(0, i - 2) :]}", place + sign, place + short)
        if size <= 4:
            row.append(f"w{i}={letters}")
        if careful and letters[-1] == "ه":
            row += (f"heh{from_end}", f"heh{from_end}{sign}", f"heh{from_end}{letters[-3:]}")
        if function:
            row.append(f"f{from_start}")
        rows.append(row)
    return rows


def split_of(labels: Sequence[str]) -> Split:
    """The split that letter labels say: p proclitic, s stem, e enclitic.

    A word of clitics alone (به) has its last proclitic for a stem.
    """
    size = len(labels)
    before = 0
    while before < size and labels[before] == "p":
        before += 1
    after = 0
    while after < size - before and labels[size - 1 - after] == "e":
        after += 1
    if before + after >= size:
        before = size - after - 1 if after < size else 0
        after = min(after, size - 1)
    return Split(max(before, 0), after)


def _shape(stem: str, lemma: str | None) -> str:
    """How a stem differs from its lemma: what stands before it and after it."""
    if lemma is None:
        return "?"
    at = stem.find(lemma)
    if at >= 0:
        return f"{stem[:at]}_{stem[at + len(lemma) :]}"
    for cut in (1, 2):
        core = stem[cut:]
        if len(core) > 1 and lemma.startswith(core[:2]):
            return f"{stem[:cut]}~{lemma[len(core) :] if lemma.startswith(core) else '*'}"
    if stem[:2] == lemma[:2]:
        return f"~{stem[-2:]}>{lemma[-1:]}"
    return "*"


def _verbal(stem: str, *, article: bool) -> str:
    """How a stem may be read as a finite verb: tense, prefix and ending of each reading."""
    if article:
        return "-"
    verbs = load_verbs()
    past, present = verbs.past(stem), verbs.present(stem)
    found = "p" + past.ending if past is not None else "-"
    return f"{found}{stem[0]}{present.ending}" if present is not None else found


def word_features(word: Word, lexicon: Lexicon) -> list[str]:
    """The features of one word that do not look at its neighbours."""
    letters = word.letters
    first = letters[:1]
    if first.isdigit():
        return ["digits"]
    if not first.isalpha():
        return ["punct=" + (first if first.isprintable() else "?")]
    if not "\u0621" <= first <= "\u064a":
        return ["foreign"]
    split = word.split
    raw = split.stem(letters)
    norm = raw.translate(_FOLD).replace("ء", "") if len(raw) > 3 else raw.translate(_FOLD)
    stem = norm if split.after else lexicon.without_article(norm, hamza=word.hamza and not split.before)
    article = stem != norm
    if split.before and letters[split.before - 1] == "ل" and norm.startswith("ل") and len(norm) > 3:
        stem, article = norm[1:], True
    lemma = lexicon.lemma(stem)
    if lemma is None and split.after:
        lemma = next((lexicon.lemma(form) for form in restored(stem) if lexicon.knows(form)), None)
    verbal = "verb=" + _verbal(stem, article=article)
    before, after = letters[: split.before], letters[len(letters) - split.after :] if split.after else ""
    features = [
        "w=" + stem,
        "p=" + before,
        "e=" + after,
        f"a{int(article)}",
        f"ps={before}|{raw[-1:]}",
        "shape=" + _shape(stem, lemma),
        f"n={min(len(stem), 8)}",
        "p1=" + stem[:1],
        "p2=" + stem[:2],
        "p3=" + stem[:3],
        "s1=" + raw[-1:],
        "s2=" + raw[-2:],
        "s3=" + raw[-3:],
        f"a{int(article)}s={raw[-2:]}",
        f"p1s1={stem[:1]}{raw[-1:]}{min(len(stem), 6)}",
        f"ea={int(bool(after))}{stem[:1]}{raw[-1:]}",
        f"know{int(lemma is not None)}",
        verbal,
        f"{verbal}{before}{int(lemma is not None)}{int(lemma == stem)}{int(len(stem) > 4)}",
    ]
    if lemma is not None:
        features += [
            "lem=" + lemma,
            f"lemn={min(len(lemma), 7)}",
            f"lem1={lemma[:1]}{lemma[-1:]}{min(len(lemma), 6)}",
            f"same{int(lemma == stem)}{min(len(stem), 6)}",
        ]
    if stem in FUNCTIONS:
        features.append("fn=" + stem)
        features += ["job=" + job for job in FUNCTIONS[stem]]
    if word.hamza and not split.before:
        features += ["hamza", f"hamza{min(len(stem), 6)}"]
    if len(stem) == 3 and stem[1] in "اوي":
        features.append("hollow")
    if len(stem) >= 4:
        features.append("vowels=" + "".join(c if c in "اويته" else "." for c in stem[:7]))
    return features


class Row(Struct, frozen=True):
    """The features of one word, and what its neighbours at -2, -1, 1, 2 make of it.

    `own` are the features that the model knows, `near` those that it lends to a neighbour. `halves` are the beginnings
    of features that a neighbour next to it ends with its `ends`: the first of a word or a mark, all of a word.
    """

    names: list[str]
    own: list[str]
    near: tuple[list[str], ...]
    halves: tuple[tuple[str, str, str, str] | None, ...]
    ends: tuple[str, ...]


STEPS = (-2, -1, 1, 2)


def row_of(word: Word, lexicon: Lexicon, known: AbstractSet[str] | None) -> Row:
    """The features of a word that need no neighbour; those that the model does not know are left out."""
    names = word_features(word, lexicon)
    content = len(names) > 5
    lent = [names[at] for at in ((0, 1, 3, 5, 11, 14, VERBAL) if content else (0,))]
    jobs = [name for name in names[VERBAL:] if name.startswith("job")]
    near, halves = [], []
    for step in STEPS:
        place = f"{step}:"
        near.append(_of([place + name for name in (*(lent if step in (-1, 1) else lent[:1]), *jobs)], known))
        half = None
        if content and step in (-1, 1):
            agreement = names[3]
            half = (
                f"{place}{names[14]}/",
                f"{place}{agreement}/",
                f"{place}{names[7]}{names[11]}{agreement}/",
                f"{place}{agreement}{names[VERBAL]}/",
            )
        halves.append(half)
    ends = (names[-1], f"{names[3]}/{names[13]}", names[VERBAL], names[VERBAL]) if content else (names[-1],)
    return Row(names, _of(names, known), tuple(near), tuple(halves), ends)


def _of(names: list[str], known: AbstractSet[str] | None) -> list[str]:
    return names if known is None else list(filter(known.__contains__, names))


def sentence_features(words: Sequence[Word], lexicon: Lexicon) -> list[list[str]]:
    """The features of every word of a sentence, neighbours included, for the tagger."""
    return joined_features([row_of(word, lexicon, None) for word in words])


def joined_features(alone: Sequence[Row], known: AbstractSet[str] | None = None) -> list[list[str]]:
    """The features of every word of a sentence from those of the words alone."""
    rows = []
    size = len(alone)
    seen = "0"
    for i, one in enumerate(alone):
        row = one.names
        content = len(row) > 5
        full = [*one.own, "bias", "seen=" + seen]
        made: list[str] = []
        if content:
            made.append(f"seen={seen}{row[3]}{row[VERBAL]}")
            if row[VERBAL].startswith("verb=-ي") or row[1].endswith("س"):
                seen = "1"
            elif "job=complementiser" in row or "job=relative" in row or "job=subordinator" in row:
                seen = row[0]
        elif row[0] != 'punct="':
            seen = "0"
        for number, step in enumerate(STEPS):
            j = i + step
            if not 0 <= j < size:
                full.append(f"{step}:edge")
                continue
            other = alone[j]
            full += other.near[number]
            half = other.halves[number]
            if half is not None:
                made += map(add, half, one.ends)
        if content and i and len(alone[i - 1].names) > 5:
            made.append(f"pw={alone[i - 1].names[0]}/{row[5]}")
        full += _of(made, known)
        rows.append(full)
    return rows


Known = tuple[frozenset[str], frozenset[str]]  # the features that the segmenter and the tagger know


@dataclass(frozen=True, slots=True)
class Models:
    """The two models with the dictionary their features look into.

    `weights` keeps the bytes alive that the models read from; `known` are the features that each has a weight for: all
    others change nothing. `rows` remembers words.
    """

    segmenter: Crf
    tagger: Crf
    lexicon: Lexicon
    weights: tuple[bytes, bytes]
    known: Known
    rows: dict[tuple[str, int, int, bool], Row] = field(default_factory=dict)

    def split(self, letters: str, *, careful: bool = True) -> Split:
        """Where the clitics of a word end and begin; letters as `seats` gives them, `careful` of its writer."""
        if len(letters) < 2 or not letters.isalpha() or not "\u0621" <= letters[0] <= "\u064a":
            return WHOLE
        closed = closed_split(letters.translate(_FOLD))
        if closed is not None and not (closed.after and letters[-1] in "ةى"):
            return closed
        if letters[0] not in FIRST and (letters[-1] in "ةى" or not letters.endswith(ENCLITICS)):
            return WHOLE  # no clitic can be there, as in three words of five
        future = FUTURE.match(letters)
        if future is not None and not self.lexicon.knows(letters.translate(_FOLD)):
            before = len(future[0]) - 1
            if len(letters) - before > 3 and load_verbs().present(letters[before:].translate(_FOLD)) is not None:
                before_pronoun = self._cut(letters[before:], careful=careful)
                return Split(before, before_pronoun.after if not before_pronoun.before else 0)
        return self._cut(letters, careful=careful)

    def _cut(self, letters: str, *, careful: bool) -> Split:
        known = self.known[0]
        rows = letter_features(letters, self.lexicon, careful=careful)
        return self._possible(split_of(self.segmenter.tag([_of(row, known) for row in rows])), letters)

    def _possible(self, split: Split, letters: str) -> Split:
        """A split that the grammar allows: the future mark stands before a present verb alone; a doubled و is "and"."""
        stem = split.stem(letters).translate(_FOLD)
        if split.after == 1 and stem.startswith("ال") and stem + letters[-1] not in self.lexicon.own:
            return Split(split.before, 0)  # behind an article stands no pronoun
        if split.before and letters[split.before - 1] == "س" and load_verbs().present(stem) is None:
            split = Split(split.before - 1, split.after)
            stem = split.stem(letters).translate(_FOLD)
        future = stem.find("سن", 0, 3)
        if future >= 0 and stem[:future] in ("", "و", "ف") and not self._has_stem(stem):
            return self._we_shall(split, stem, future)
        if not split.before and letters.startswith("وو") and self._has_stem(letters[1:].translate(_FOLD)):
            return Split(1, split.after)
        return split

    def _we_shall(self, split: Split, stem: str, future: int) -> Split:
        """The split of letters that are no word as "(so) we shall", a verb and its object: سنضربهم, فسنحاسبكم."""
        for tail in (0, *(len(tail) for tail in ENCLITICS if not split.after and stem.endswith(tail))):
            verb = stem[future + 1 : len(stem) - tail]
            if len(verb) >= LONG and (split.after or tail) and load_verbs().present(verb) is not None:
                return Split(split.before + future + 1, split.after + tail)
        return split

    def _has_stem(self, norm: str) -> bool:
        return self.lexicon.knows(norm) or load_verbs().past(norm) is not None

    def tag(self, words: Sequence[Word]) -> list[str]:
        """The part of speech of the stem of every word of a sentence."""
        if not words:
            return []
        return list(self.tagger.tag(joined_features([self._row(word) for word in words], self.known[1])))

    def _row(self, word: Word) -> Row:
        key = (word.letters, word.split.before, word.split.after, word.hamza)
        row = self.rows.get(key)
        if row is None:
            if len(self.rows) >= REMEMBERED:
                self.rows.clear()
            row = self.rows[key] = row_of(word, self.lexicon, self.known[1])
        return row


def open_models(segmenter: bytes, tagger: bytes, lexicon: Lexicon, known: Known | None = None) -> Models:
    """Models from their weights; the features that they know are looked up in the weights where they are not given."""
    first, second = Crf(), Crf()
    first.open_inmemory(segmenter)
    second.open_inmemory(tagger)
    if known is None:
        known = (frozenset(first.info().attributes), frozenset(second.info().attributes))
    return Models(first, second, lexicon, (segmenter, tagger), known)


_KEPT: list[Models] = []


def load_models(known: Known | None = None) -> Models:
    """The packaged models, read on first use; `known` saves looking up which features they know."""
    if not _KEPT:
        folder = files("rasid.lang.ar") / WEIGHTS
        weights = (folder / SEGMENTER).read_bytes(), (folder / TAGGER).read_bytes()
        _KEPT.append(open_models(*weights, load_lexicon(), known))
    return _KEPT[0]


__all__ = [
    "Models",
    "Word",
    "letter_features",
    "load_models",
    "open_models",
    "seats",
    "sentence_features",
    "split_of",
]
