"""Nouns with their plurals: the lemma, gender and number of every form, from the noun sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from rasid.knowledge.load import Knowledge
from rasid.lang.ar.letters import fold, key

SOUND_MASCULINE, SOUND_FEMININE = "ون", "ات"
FEMININE = "ه"
OBLIQUE = (
    "ين",
    "ا",
)  # endings of the sound masculine plural, and of the indefinite singular, behind a verb as its object
GENDERS = {"m", "f"}


def oblique(word: str, lemma: str) -> bool:
    """Whether a word without article has an ending that no subject has: it is acted upon, or governed.

    >>> oblique("مسلحين", "مسلح"), oblique("ضابطا", "ضابط"), oblique("مسلحون", "مسلح")
    (True, True, False)
    """
    return any(word == lemma + ending for ending in OBLIQUE)


class Noun(Struct, frozen=True):
    """What a form of a noun is: its lemma, folded, and what it agrees with."""

    lemma: str
    gender: str
    number: str
    human: bool = False

    @property
    def agreement(self) -> str:
        """The gender that a verb before it takes: things in the plural count as feminine."""
        return "f" if self.number == "p" and not self.human else self.gender


def noun_table(knowledge: Knowledge) -> Mapping[str, Noun]:
    """The nouns of the sheet by the keys of all their forms; a form of two nouns belongs to the first, a plural that
    the sheet spells out goes before forms that are made.
    """
    return knowledge.derived("nouns", _table)


def nominal_vocabulary(knowledge: Knowledge) -> frozenset[str]:
    """Keys of words that sheets list as nouns."""

    def build(k: Knowledge) -> frozenset[str]:
        words: set[str] = set()
        for kind in ("event", "generic", "unit", "harm", "weapon", "place_word", "office", "organ", "light", "speech"):
            for entry in k.entries(kind):
                for name in ("nouns", "forms", "people", "heads", "weak"):
                    for form in getattr(entry, name, ()):
                        if " " not in form:
                            words.add(key(form))
        return frozenset(words)

    return knowledge.derived("nominal vocabulary", build)


def _table(knowledge: Knowledge) -> Mapping[str, Noun]:
    given: dict[str, Noun] = {}
    made: dict[str, Noun] = {}
    for entry in knowledge.nouns:
        for item in entry.words:
            for form, noun, regular in _forms(item):
                known = noun if entry.human == "no" else replace(noun, human=True)
                (made if regular else given).setdefault(key(form), known)
    return {**made, **given}


def _forms(item: str) -> Iterator[tuple[str, Noun, bool]]:
    """Every form of "singular plural … gender", and whether it is made by rule.

    >>> [form for form, _, _ in _forms("لغم ألغام")]
    ['لغم', 'ألغام', 'لغمان', 'لغمين', 'لغما']
    """
    singular, *plurals = item.split()
    gender = "f" if key(singular).endswith(FEMININE) else "m"
    if plurals and plurals[-1] in GENDERS:
        gender = plurals.pop()
    lemma = fold(singular)
    yield singular, Noun(lemma, gender, "s"), False
    people = SOUND_MASCULINE in plurals
    for plural in plurals:
        if plural == SOUND_MASCULINE:
            stem = key(singular)
            yield from ((stem + ending, Noun(lemma, gender, "p"), True) for ending in ("ون", "ين", "و", "ي"))
        elif plural == SOUND_FEMININE:
            stem = key(singular).removesuffix(FEMININE).removesuffix("ا")
            yield stem + "ات", Noun(lemma, "f", "p"), True
        else:
            yield plural, Noun(lemma, gender, "p"), False
            if not key(plural).endswith(("ا", "ه", "ي", "ات")):
                yield key(plural) + "ا", Noun(lemma, gender, "p"), True
    if not lemma.endswith(("ا", "ي")) or people:
        stem = lemma[:-1] + "ت" if lemma.endswith(FEMININE) else lemma
        endings = ("ان",) if people else ("ان", "ين")
        yield from ((stem + ending, Noun(lemma, gender, "d"), True) for ending in endings)
        if lemma.endswith(FEMININE):
            yield from ((stem + ending, Noun(lemma, gender, "d"), True) for ending in ("ا", "ي"))
        else:
            yield lemma + "ا", Noun(lemma, gender, "s"), True
