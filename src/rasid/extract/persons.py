"""Names of persons whom no sheet knows: a given name with what follows it, or a single name of foreign spelling."""

from __future__ import annotations

from collections.abc import Container, Sequence

from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import GivenNameEntry
from rasid.model import Token

NAMELIKE = ("PROPN", "X", "NOUN", "ADJ", "ADV", "INTJ")
FOREIGN = ("PROPN", "X", "ADV", "INTJ")  # words of foreign spelling are taken for these
MOST = 6  # words in a name
LOOSE = 2  # words behind the given name that need not look like names themselves


class Names:
    """Reads names of persons from the given names that the sheets list."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.given: dict[str, GivenNameEntry] = {}
        for entry in knowledge.given_names:
            for form in entry.forms:
                self.given.setdefault(knowledge.key(form), entry)
        self.articled = frozenset(knowledge.spelling.definite(f) for e in knowledge.given_names for f in e.forms) - {""}
        self.particles = frozenset(knowledge.key(f) for e in knowledge.cues("name_particle") for f in e.forms)
        self.hosts = frozenset(knowledge.key(f) for e in knowledge.cues("name_host") for f in e.forms)
        acts = [n for e in knowledge.events for n in e.nouns] + [n for e in knowledge.harms for n in e.nouns]
        self.acts = frozenset(knowledge.key(n) for n in acts if " " not in n)

    def given_at(self, token: Token) -> GivenNameEntry | None:
        """The given name that a word is, no preposition attached to it."""
        if token.function is not None and token.norm not in self.particles:
            return None
        return next((self.given[k] for k in token.keys[:3] if k in self.given), None)

    def opens(self, token: Token) -> bool:
        """Whether a name may start at a word."""
        if token.features.definite and not self.articled & set(token.keys):
            return False
        return self.given_at(token) is not None or self.is_particle(token)

    def ends_like_preposition(self, tokens: Sequence[Token], at: int, last: int) -> bool:
        """Whether a word spelled like a preposition ends a name, with nothing to govern: Ali, Khalaf."""
        if tokens[at].function != "preposition" or tokens[at].segments[1:] or self.given_at(tokens[at - 1]) is None:
            return False
        return at + 1 >= last or tokens[at + 1].pos in ("PUNCT", "VERB", "ADP", "SCONJ", "CCONJ")

    def is_particle(self, token: Token) -> bool:
        """Whether a word goes on with the word behind it: son of, father of, servant of."""
        return token.norm in self.particles or (token.stem in self.particles and not token.attached)

    def joins(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a particle and the word behind it are a given name that is written in two."""
        behind = tokens[at + 1].norm if at + 1 < len(tokens) else ""
        return self.is_particle(tokens[at]) and self.knowledge.key(tokens[at].norm + behind) in self.given

    def end(self, tokens: Sequence[Token], at: int, last: int, taken: Container[int] = ()) -> int | None:
        """The token behind the name of two words or more that starts at a token with a given name or particle, or None.

        `taken` are tokens of other mentions, which end a name.
        """
        if not self.opens(tokens[at]):
            return None
        first = self.given_at(tokens[at])
        before = tokens[at - 1] if at > 0 else None
        if before is not None:
            if self.opens(before):
                return None  # the name began before, and was none
            if self.hosts & set(before.keys) and not before.features.definite:
                return None
        sure = (first is not None and first.common == "no") or self.joins(tokens, at)
        here, loose = at + 1, 0
        while here < last and here - at < MOST and here not in taken:
            token = tokens[here]
            behind_particle = self.is_particle(tokens[here - 1])
            homograph = self.ends_like_preposition(tokens, here, last)
            if token.attached or token.pos in ("PUNCT", "NUM"):
                break
            if token.function and not homograph and not self.is_particle(token):
                break
            given = self.given_at(token)
            if given is not None or homograph or (behind_particle and first is not None):
                sure = True
            elif not (behind_particle or self.is_particle(token)):
                verb = any(k.startswith("=") for k in token.keys) and token.pos == "VERB"
                if verb or token.pos not in NAMELIKE or loose == LOOSE:
                    break
                near = here - at < 3 or self.is_particle(tokens[here - 2])
                if token.pos not in FOREIGN and not (token.features.definite and near and loose == 0):
                    break
                loose += 1
            here += 1
        while here > at + 1 and self.is_particle(tokens[here - 1]):
            here -= 1
        return here if here - at >= 2 and sure else None

    def foreign_end(self, tokens: Sequence[Token], at: int, last: int, taken: Container[int] = ()) -> int | None:
        """The token behind two to four proper nouns in a row, or None."""
        here = at
        while here < last and here - at < 4 and here not in taken and tokens[here].pos in ("PROPN", "X"):
            if tokens[here].function is not None or tokens[here].attached or tokens[here].features.definite:
                break
            if self.acts & set(tokens[here].keys[:1]):
                break
            here += 1
        return here if here - at >= 2 else None

    def latin(self, words: str) -> str:
        """A name in Latin letters: given names as the press spells them, the rest letter by letter."""
        spelled = []
        for word in words.split():
            entry = self.given.get(self.knowledge.key(word))
            spelled.append(entry.name if entry is not None else self.knowledge.spelling.romanise(word))
        return " ".join(w for w in spelled if w)


def names(knowledge: Knowledge) -> Names:
    """The reader of names of a knowledge, made once."""
    return knowledge.derived("names of persons", Names)
