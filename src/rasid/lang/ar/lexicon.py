"""The general Arabic dictionary (simplemma's) with letters folded: is this a word, and of which lemma?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rasid.lang.ar.letters import ARTICLE, SWAP, bare
from rasid.text.table import Table

_FOLDED = [(chr(code), letter) for code, letter in SWAP.items() if "\u0621" <= chr(code) <= "\u064a"]
HEH = "ه"
TANWIN = "\u064b\u064c\u064d"
_VERBAL = "الت"  # the eighth form of roots in ل: التقى, التزم, التحاق; no article


def _fold_lines(words: Iterable[str]) -> list[str]:
    """Many clean words folded at once, several times as fast as one by one."""
    joined = "\n".join(words)
    for letter, plain in _FOLDED:
        joined = joined.replace(letter, plain)
    return joined.split("\n")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded forms without the article, each with its folded lemma.

    `own` holds the forms in which a first "ال" belongs to the word: ألمانيا, ألقى, التزم. `marbuta` holds those whose
    last letter is ة and never ه: a careful writer's ه there is a pronoun.
    """

    lemmas: Mapping[str, str]
    own: frozenset[str]
    marbuta: frozenset[str] = frozenset()

    def knows(self, stem: str) -> bool:
        """Whether a folded stem is in the dictionary."""
        return stem in self.lemmas

    def lemma(self, stem: str) -> str | None:
        """The folded lemma of a folded stem without the article."""
        return self.lemmas.get(stem)

    def without_article(self, norm: str, *, hamza: bool) -> str:
        """A folded word without the article, or the word itself where it has none.

        `hamza` tells that the first alef is written with a seat (ألقى), which the article never is.
        """
        if not norm.startswith(ARTICLE) or hamza or len(norm) < 4:
            return norm
        if norm in self.own and (norm.startswith(_VERBAL) or norm[2:] not in self.lemmas):
            return norm
        if len(norm) == 4:
            return norm[2:] if norm[2:] in self.lemmas and norm not in self.lemmas else norm
        return norm[2:]


_KEPT: list[Lexicon] = []


def load_lexicon() -> Lexicon:
    """The dictionary, made on first use (about a second) unless `keep_lexicon` brought it."""
    if not _KEPT:
        _KEPT.append(_made())
    return _KEPT[0]


def keep_lexicon(lexicon: Lexicon) -> None:
    """Let a dictionary that was made in an earlier run be the one that `load_lexicon` gives."""
    _KEPT[:] = [lexicon]


def _made() -> Lexicon:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory  # slow to import, and often not needed

    words = DefaultDictionaryFactory().get_dictionary("ar")
    lemmas: dict[str, str] = {}
    own: set[str] = set()
    ends: dict[str, set[str]] = {}
    for word, form, lemma in zip(words, _fold_lines(words), _fold_lines(words.values()), strict=True):
        if not "\u0621" <= form[:1] <= "\u064a":
            continue
        if len(form) > 3:
            form = form.replace("ء", "")
        if form.endswith(HEH):
            ends.setdefault(bare(form), set()).add(word.rstrip(TANWIN)[-1:])
        if form.startswith(ARTICLE) and len(form) > 4:
            if word[0] != "ا" or (form.startswith(_VERBAL) and lemma.startswith(_VERBAL)):
                own.add(form)
                lemmas[form] = lemma
            else:
                lemmas.setdefault(form[2:], bare(lemma))
        else:
            lemmas[form] = lemma
    marbuta = frozenset(form for form, letters in ends.items() if HEH not in letters)
    return Lexicon(Table.of(lemmas), frozenset(own), marbuta)
