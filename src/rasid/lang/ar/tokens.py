"""Words of Arabic text: tokens with their clitics, stems, parts of speech and match keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from rasid.lang.ar.clitics import PROCLITIC_POS, WHOLE, Split, construct_forms, find_splits, restored
from rasid.lang.ar.letters import EDIT, SPELL, SWAP, bare, fold
from rasid.lang.ar.morphology import DAMMA, ends_closed, noun_features, verb_features, verb_reading
from rasid.lang.ar.tagger import Models, Word, load_models, seats
from rasid.lang.ar.verbs import load_verbs
from rasid.lang.ar.words import FUNCTIONS, closed_split, function_of
from rasid.model import Features, Reading, Segment, Span, Token, stage
from rasid.text.textmap import TextMap, normalise

NOMINAL = {"NOUN", "PROPN", "ADJ", "NUM", "X", "ADV", "DET", "INTJ", "SYM"}
VERBAL = {"VERB", "AUX"}
REMEMBERED = 1 << 15  # words whose reading is kept for the next time they are met
DOUBLED = frozenset(("شن", "رد", "صد", "سد", "حث", "مد", "ضم", "فك", "دق", "بث", "شد", "هز", "جر", "حل"))  # بشن, لرد
LEAST_KEY = 3  # letters that must remain when a rule, not the model, takes clitics off

# Addresses and handles; numbers with their inner marks; letters, with digits hung on (F-16, ال30); marks.
WORD = re.compile(
    r"(?:https?://|www\.)[^\s<>«»\"()]+"
    r"|[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"
    r"|@[A-Za-z0-9_]+"
    r"|\d+(?:(?:[.,/:]|[-–](?=\d))\d+)*(?=[^\W\d_]|\W|_|$)"
    r"|[^\W\d_](?:[^\W\d_]|['’](?=[A-Za-z])|(?<=[A-Za-z])-(?=[A-Za-z]))*(?:[-–_]?\d+(?:[.,]\d+)*)?"
    r"|(?P<mark>[^\w\s])(?P=mark)*"
)


HEH_BEHIND_ARTICLE = re.compile(r"\bال[^\W\d_]{2,}ه\b")
JOINING = "وف"  # letters that join a word to what stands before


class Vocabulary(Protocol):
    """What the words of the sheets lend to the reading of words."""

    @property
    def vocabulary(self) -> AbstractSet[str]:
        """The keys of all words of all sheets."""


class Draft(Struct):
    """A word while it is being read.

    `norm` is folded, `letters` keeps ة and ى apart, `hamza` marks a seated first alef.
    """

    span: Span
    norm: str
    letters: str
    hamza: bool
    places: Sequence[int]
    arabic: bool
    split: Split = WHOLE
    pos: str = "X"


def unfolded(text: str) -> TextMap:
    """A text without marks, ligatures spelled out, digits and marks swapped; letters not folded yet."""
    return normalise(text, KEPT, EDIT, SPELL)


KEPT: Mapping[int, str] = {code: to for code, to in SWAP.items() if not chr(code).isalpha()}


def find_words(text: str, offset: int = 0) -> Iterator[Draft]:
    """The words and marks of a text, with the places of their letters.

    >>> [draft.norm for draft in find_words("قُتل ٢٣ في إف-16.")]
    ['قتل', '23', 'في', 'اف-16', '.']
    """
    mapped = unfolded(text)
    all_places = mapped.places()
    for match in WORD.finditer(mapped.text):
        word = match[0]
        first, last = match.span()
        start, end = all_places[first], all_places[last - 1] + 1
        if all_places[last] != end:  # something was dropped after it, which may sit on its last letter
            end = mapped.back(Span(first, last)).end
        places = [offset + place for place in all_places[first:last]]
        places.append(offset + end)
        norm, letters = spelled(word)
        yield Draft(
            Span(offset + start, offset + end), norm, letters, word[0] in "أإآ", places, "\u0621" <= word[0] <= "\u06d3"
        )


@lru_cache(maxsize=REMEMBERED)
def spelled(word: str) -> tuple[str, str]:
    """A word with all its letters folded, and with only their seats folded."""
    return word.translate(SWAP), seats(word)


@stage(needs="sentences", makes="tokens")
def find_tokens(reading: Reading, knowledge: Vocabulary | None) -> Iterator[Token]:
    """Every word and mark of every sentence, analysed.

    Clitics are split by a learned model; a split that the words of the sheets contradict is mended by them.
    """
    reader = word_reader(frozenset(knowledge.vocabulary if knowledge is not None else ()))
    text = reading.document.text
    careful = reader.is_careful(text)
    for sentence in reading.sentences:
        drafts = list(find_words(text[sentence.span.start : sentence.span.end], sentence.span.start))
        yield from reader.read(drafts, text, careful=careful)


@lru_cache(maxsize=2)
def word_reader(vocabulary: frozenset[str]) -> WordReader:
    """The reader of words for a vocabulary, which goes on knowing what it has read."""
    return WordReader(load_models(), vocabulary)


class Shape(Struct, frozen=True):
    """What a word is wherever it stands: a token without its place; pieces are first letter, last, norm, pos, role."""

    stem: str
    lemma: str
    keys: tuple[str, ...]
    pieces: tuple[tuple[int, int, str, str, str], ...]
    features: Features


class WordReader:
    """Analyses words in the light of the models and the words of the sheets; remembers what it has split."""

    def __init__(self, models: Models, vocabulary: AbstractSet[str]) -> None:
        self.models = models
        self.vocabulary = vocabulary
        self.splits: dict[tuple[str, bool], Split] = {}
        self.shapes: dict[tuple[str, bool, Split, str, str], Shape] = {}

    def is_careful(self, text: str) -> bool:
        """Whether a writer puts the dots on ة.

        Who does not gives himself away by ه at the end of a word with the article, where no pronoun can stand.
        """
        marbuta = self.models.lexicon.marbuta
        careless = sum(bare(fold(word)) in marbuta for word in HEH_BEHIND_ARTICLE.findall(text))
        return careless * 4 <= text.count("ة")

    def read(self, drafts: Sequence[Draft], text: str, *, careful: bool) -> Iterator[Token]:
        """The tokens of one sentence, `careful` of its writer."""
        for draft in drafts:
            draft.split = self.split(draft, careful=careful)
        words = [Word(draft.letters, draft.split, draft.hamza) for draft in drafts]
        for draft, tag in zip(drafts, self.models.tag(words), strict=True):
            draft.pos = self.part(draft, tag)
        tokens = [self.token(draft, text) for draft in drafts]
        for at, token in enumerate(tokens):
            function = function_of(tokens, at)
            yield token if function is None else replace(token, function=function)

    def split(self, draft: Draft, *, careful: bool) -> Split:
        """Where the clitics of a word are."""
        if not draft.arabic or len(draft.norm) < 2:
            return WHOLE
        told = (draft.letters, careful)
        found = self.splits.get(told)
        if found is None:
            if len(self.splits) >= REMEMBERED:
                self.splits.clear()
            found = self.splits[told] = self.mended(draft, careful=careful)
        return found

    def mended(self, draft: Draft, *, careful: bool) -> Split:
        """The model's split, or the one that the sheets' words vouch for where the model's makes no sense."""
        norm = draft.norm
        if not norm.isalpha():
            head = re.match(r"[وف]?[بلك]?(?=\d|ال)|[وف]?ال(?=\d)", norm)
            return Split(len(head[0].removesuffix("ال")) if head else 0, 0)
        split = self.models.split(draft.letters, careful=careful)
        if split.after and norm.endswith("نا") and norm[:-1] in self.vocabulary:  # a noun in the accusative
            if not any(k in self.vocabulary and k not in FUNCTIONS for k in self.stems(norm, split)):
                return WHOLE
        if closed_split(norm) is not None:
            return split
        if split != WHOLE:
            stem = split.stem(norm)
            if stem in FUNCTIONS or not self.vocabulary:
                return split
            if self.joined_verb(norm, split):
                return Split(1, 0)
            if norm in self.vocabulary and len(norm) > 2 and not self.vouched(norm, split):
                return WHOLE
            return split
        if self.knows(norm) or not self.vocabulary:
            return WHOLE
        for other in find_splits(norm):
            if other == WHOLE or (len(other.stem(norm)) < LEAST_KEY and other.stem(norm) not in DOUBLED):
                continue
            if other.after and draft.letters[-1] in "ةى":
                continue
            if self.vouched(norm, other):
                return other
        return WHOLE

    def vouched(self, norm: str, split: Split) -> bool:
        """Whether a split leaves a word of the sheets, or one in the dual."""
        stems = list(self.stems(norm, split))
        return any(k in self.vocabulary for k in (*stems, *(singular(stem) for stem in stems if not split.after)))

    def joined_verb(self, norm: str, split: Split) -> bool:
        """Whether a short stem with a pronoun is rather "and" with a verb that ends alike: "and he accused"."""
        short = split.after > 0 and split.before == 0 and len(split.stem(norm)) <= LEAST_KEY
        found = load_verbs().past(norm[1:]) if short and norm[0] in JOINING else None
        return found is not None and found.ending == "" and len(found.lemma) > LEAST_KEY

    def knows(self, norm: str) -> bool:
        """Whether a whole word is in the sheets, the dictionary or a closed class."""
        short = bare(norm)
        lexicon = self.models.lexicon
        return norm in FUNCTIONS or short in self.vocabulary or lexicon.knows(norm) or lexicon.knows(short)

    def stems(self, norm: str, split: Split) -> Iterator[str]:
        """The match keys of the stem of a split, the likeliest first."""
        stem = split.stem(norm)
        if (
            split.before
            and norm[split.before - 1] == "ل"
            and stem.startswith("ل")
            and len(stem) > LEAST_KEY
            and not split.after
        ):
            yield bare(stem[1:])
            yield bare(stem)
            return
        if split.after:
            if len(stem) > 2:
                yield from (bare(form) for form in restored(stem) if len(form) > 2)
            yield bare(stem)
            return
        yield bare(stem)

    def part(self, draft: Draft, tag: str) -> str:
        """The part of speech: the model's, but marks and digits are what they are."""
        first = draft.norm[0]
        if first.isdigit():
            return "NUM"
        if not first.isalnum():
            if first == "@" and len(draft.norm) > 1:
                return "X"
            return "SYM" if unicodedata.category(first)[0] == "S" or first in "%#&*@" else "PUNCT"
        if not draft.arabic:
            return "X" if tag == "PUNCT" else "PROPN"
        if draft.norm[-1].isdigit() and draft.norm.lstrip("وفبلكا").isdigit():
            return "NUM"
        return "NOUN" if tag in ("PUNCT", "SYM") else tag

    def token(self, draft: Draft, text: str) -> Token:
        """The token of a draft; its function is told later, when its neighbours are known."""
        if not draft.arabic:
            return Token(draft.span, draft.norm, draft.norm, draft.norm, draft.pos, keys=(draft.norm,))
        written = text[draft.span.start : draft.span.end]
        key = (draft.letters, draft.hamza, draft.split, draft.pos, written if DAMMA in written else "")
        shape = self.shapes.get(key)
        if shape is None:
            if len(self.shapes) >= REMEMBERED:
                self.shapes.clear()
            shape = self.shapes[key] = self.shape(draft, text)
        places = draft.places
        return Token(
            span=draft.span,
            norm=draft.norm,
            stem=shape.stem,
            lemma=shape.lemma,
            pos=draft.pos,
            keys=shape.keys,
            segments=tuple(
                [
                    Segment(Span(places[first], places[last]), piece, pos, role)
                    for first, last, piece, pos, role in shape.pieces
                ]
            ),
            features=shape.features,
        )

    def shape(self, draft: Draft, text: str) -> Shape:
        """What a word is; of the way it is written only the vowel u tells anything, of the voice of a verb."""
        split, norm, places = draft.split, draft.norm, draft.places
        core = split.stem(norm)
        lexicon = self.models.lexicon
        stem, article = core, 0
        if draft.pos not in VERBAL and not split.after and core not in FUNCTIONS:
            if split.before and norm[split.before - 1] == "ل" and core.startswith("ل") and len(core) > 2:
                if lexicon.knows(bare(core[1:])) or core[1:] in self.vocabulary or not lexicon.knows(core):
                    stem, article = core[1:], 1
            else:
                stem = lexicon.without_article(core, hamza=draft.hamza and not split.before)
                article = len(core) - len(stem)
        elif split.after and draft.pos not in VERBAL and stem not in FUNCTIONS:
            stem = next((form for form in restored(stem) if lexicon.knows(form) or form in self.vocabulary), stem)
        written = text[places[split.before + article] : places[len(norm) - split.after]]
        features = self.features(draft, stem, written, definite=article > 0)
        pieces = tuple(self.pieces(draft, article))
        keys = tuple(self.keys(draft, stem))
        if draft.pos in NOMINAL and (features.definite or ends_closed(stem, features, keys)):
            features = replace(features, closed=True)
        return Shape(stem, self.lemma(draft, stem), keys, pieces, features)

    def pieces(self, draft: Draft, article: int) -> Iterator[tuple[int, int, str, str, str]]:
        """The pieces of a word, each with the letters it stands on, its part of speech and its role."""
        split, norm = draft.split, draft.norm
        cuts = [(i, i + 1, "proclitic") for i in range(split.before)]
        start, end = split.before, len(norm) - split.after
        if article:
            cuts.append((start, start + article, "article"))
            start += article
        cuts.append((start, end, "stem"))
        if split.after:
            cuts.append((end, len(norm), "enclitic"))
        for first, last, role in cuts:
            piece = norm[first:last]
            pos = {"stem": draft.pos, "article": "DET", "enclitic": "PRON"}.get(role) or PROCLITIC_POS.get(
                piece, "PART"
            )
            yield first, last, piece, pos, role

    def features(self, draft: Draft, stem: str, written: str, *, definite: bool) -> Features:
        """Agreement and verb features."""
        lexicon, split = self.models.lexicon, draft.split
        if draft.pos in VERBAL:
            future = "س" in draft.norm[: split.before]
            return verb_features(stem, written, future=future, verbs=load_verbs())
        if draft.pos in NOMINAL:
            return noun_features(stem, definite=definite or split.after > 0, lexicon=lexicon)
        return Features(definite=definite)

    def lemma(self, draft: Draft, stem: str) -> str:
        """The lemma of a stem: of a verb its past, of a noun the dictionary's; else the stem. Folded."""
        lexicon, split = self.models.lexicon, draft.split
        if draft.pos in VERBAL:
            return verb_reading(stem, future="س" in draft.norm[: split.before], verbs=load_verbs()).lemma
        found = lexicon.lemma(stem)
        return stem if found is None or found in load_verbs().pasts else found

    def keys(self, draft: Draft, stem: str) -> list[str]:
        """The spellings by which sheets may match a word, the surest first."""
        norm, split = draft.norm, draft.split
        keys = [bare(norm)]
        if split != WHOLE:
            keys += self.stems(norm, split)
        if stem != norm and len(stem) > 1:
            keys.append(bare(stem))
        if draft.pos not in VERBAL and not split.after and norm.endswith("ا") and len(keys[-1]) > LEAST_KEY:
            plain = keys[-1][:-1]  # an accusative: صاروخا
            if plain in self.vocabulary or self.models.lexicon.lemma(keys[-1]) == plain:
                keys.append(plain)
        keys += [form for key in tuple(keys[-1:]) for form in construct_forms(key) if form in self.vocabulary]
        if not norm.isalpha() and norm[0] in "وبل" and norm[1:2].isalpha() and len(norm) > LEAST_KEY:
            keys.append(norm[1:])
        if not self.is_sure(keys, stem):
            keys += self.others(draft)
        return list(dict.fromkeys(key for key in keys if key))

    def is_sure(self, keys: Sequence[str], stem: str) -> bool:
        """Whether the analysis found is a word of the sheets or the dictionary, so that no other need be tried."""
        if not self.vocabulary or len(stem) < LEAST_KEY or not stem.isalpha() or stem in FUNCTIONS:
            return True
        verbs = load_verbs()
        return (
            any(key in self.vocabulary for key in keys)
            or self.models.lexicon.knows(stem)
            or (len(stem) > LEAST_KEY and (verbs.past(stem) is not None or verbs.present(stem) is not None))
        )

    def others(self, draft: Draft) -> Iterator[str]:
        """The words of the sheets that other splits of a word would leave; the pronoun ي is not guessed at."""
        norm = draft.norm
        for other in find_splits(norm):
            if other in (WHOLE, draft.split) or (other.after and draft.letters[-1] in "ةىي"):
                continue
            for form in self.stems(norm, other):
                if len(form) >= LEAST_KEY and form in self.vocabulary:
                    yield form


def singular(stem: str) -> str:
    """The singular of what may be a noun in the dual, "" where it would be too short to tell.

    >>> singular("قذيفتين"), singular("صاروخين"), singular("حين")
    ('قذيفه', 'صاروخ', '')
    """
    if not stem.endswith(("ان", "ين")) or len(stem) < LEAST_KEY + 3:
        return ""
    return stem[:-3] + "ه" if stem[-3] == "ت" else stem[:-2]


def split_words(text: str) -> list[str]:
    """The words of a sheet's form as tokens would be cut, folded."""
    return [draft.norm for draft in find_words(text)]


__all__ = ["Draft", "Vocabulary", "WordReader", "find_tokens", "find_words", "fold", "split_words"]
