"""The words of a reading as keys, and the compiling of sheet forms into phrase tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import TypeVar

from rasid.knowledge.load import Knowledge
from rasid.model import Reading, Token
from rasid.text.phrases import Match, Phrases

E = TypeVar("E")

ATTACHED = "+"  # key of a word with a preposition attached in front: this and the letter
QUOTATION = frozenset('«»"“”')


def ends_attached(form: str) -> bool:
    """Whether a form of several words ends in the letter of an attached preposition."""
    return " " in form and len(form.split()[-1]) == 1


def add_form(
    table: Phrases[E],
    knowledge: Knowledge,
    form: str,
    entry: E,
    *,
    inflect: bool = False,
    attach: bool = False,
    ending: str = "",
) -> None:
    """Put a form of a sheet into a table. {lemma} stands for any form of a verb; `inflect` adds regular inflections.

    A name of one word that a sheet writes with the article matches only with it. With `attach` a single letter at
    the end stands for that preposition attached to the next word, which then belongs to the match.
    """
    words = form.split()
    if attach and ends_attached(form):
        add_form(table, knowledge, " ".join(words[:-1]), entry, inflect=inflect, ending=ATTACHED + words[-1])
        return
    tail = [ending] if ending else []
    if not any(w.startswith("{") for w in words):
        if len(words) == 1 and not inflect and not ending and knowledge.spelling.definite(form):
            table.add([knowledge.spelling.definite(form)], entry)
            return
        if inflect:
            for variant in knowledge.spelling.nominal(form):
                table.add([*variant.split(), *tail], entry)
        table.add([*knowledge.words(form), *tail], entry)
        return
    choices: list[Sequence[str]] = []
    for word in words:
        if word.startswith("{"):
            lemma = knowledge.lemma(word.strip("{}"))
            choices.append([sign + lemma for sign in "=~*^"])
        else:
            choices.append([knowledge.key(word)])
    for combination in product(*choices):
        table.add([*combination, *tail], entry)


def add_verbs(table: Phrases[E], knowledge: Knowledge, verbs: Sequence[str], entry: E, signs: str = "=") -> None:
    """Put verbs ("lemma root pattern") into a table, in the kinds of form that `signs` names."""
    for verb in verbs:
        lemma = knowledge.lemma(verb.split()[0])
        for sign in signs:
            table.add([sign + lemma], entry)


class Words:
    """The words of a stretch of tokens without quotation marks, so that names match across them."""

    def __init__(self, reading: Reading, first: int, last: int) -> None:
        self.index = [at for at in range(first, last) if reading.tokens[at].norm not in QUOTATION]
        self.keys = [reading.tokens[at].keys or (reading.tokens[at].norm,) for at in self.index]
        self.place = {at: n for n, at in enumerate(self.index)}
        self._all: frozenset[str] | None = None

    @property
    def all(self) -> frozenset[str]:
        """The keys of all words together."""
        if self._all is None:
            self._all = frozenset[str]().union(*self.keys)
        return self._all

    def at(self, table: Phrases[E], token: int) -> tuple[int, Match[E]] | None:
        """The longest match that starts at a token: the token after it, and the match."""
        start = self.place.get(token)
        if start is None or table.root.keys().isdisjoint(self.keys[start]):
            return None
        match = table.at(self.keys, start)
        if match is None:
            return None
        return self.index[match.last - 1] + 1, match

    def ever_shorter(self, table: Phrases[E], token: int) -> Iterator[tuple[int, Match[E]]]:
        """All matches that start at a token, the longest first."""
        start = self.place.get(token)
        if start is None or table.root.keys().isdisjoint(self.keys[start]):
            return
        for match in table.all_at(self.keys, start):
            yield self.index[match.last - 1] + 1, match


def name_start(token: Token) -> int:
    """Where the word itself begins: conjunctions and prepositions in front left out, the article kept. Where a
    preposition has swallowed part of the article, the word begins behind it.
    """
    for segment in token.segments:
        whole = segment.role == "stem" or (segment.role == "article" and len(segment.norm) == 2)
        if whole:
            return segment.span.start
    return token.span.start


def keys_of(tokens: Sequence[Token], first: int, last: int) -> set[str]:
    """All keys of a stretch of tokens."""
    return {k for t in tokens[first:last] for k in t.keys}


def harming_keys(knowledge: Knowledge) -> frozenset[str]:
    """Keys of verbs that tell whom they harm."""
    return frozenset("=" + knowledge.lemma(v.split()[0]) for e in knowledge.harms for v in e.verbs)


def acts_by_noun(knowledge: Knowledge) -> dict[str, str]:
    """The PLOVER types of acts by the keys of their nouns of one word."""
    acts = reversed(knowledge.events)
    return {knowledge.key(n): e.plover for e in acts for n in e.nouns if " " not in n and e.plover}


def between_relation(knowledge: Knowledge) -> str:
    """The preposition of something done between two."""
    return next((knowledge.spelling.relation(f) for e in knowledge.cues("between") for f in e.forms), "")
