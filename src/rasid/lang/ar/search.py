"""Arabic words as they are searched: folded, without joined prefixes and pronouns, the same for text and question."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import lru_cache

from rasid.lang.ar.letters import bare, fold
from rasid.lang.ar.tokens import find_words, word_reader

REMEMBERED = 50_000  # words
PIECE = re.compile(r"[^\W\d_]+|\d+")  # letters or digits: both databases take such a piece for one word


def search_terms(text: str, vocabulary: AbstractSet[str]) -> list[str]:
    """The words of a text as they are indexed and asked for, in order.

    Marks, hamza seats, ة and ى, the article, joined prepositions and conjunctions and pronouns make no difference;
    number and tense do.
    """
    stem = stemmer(frozenset(vocabulary))
    return [piece for word in find_words(text) for piece in stem(word.norm, word.letters)]


@lru_cache(maxsize=2)
def stemmer(vocabulary: frozenset[str]) -> Callable[[str, str], tuple[str, ...]]:
    """What gives the pieces of a word without what is joined to it."""
    reader = word_reader(vocabulary)

    @lru_cache(maxsize=REMEMBERED)
    def pieces(norm: str, letters: str) -> tuple[str, ...]:
        draft = next(find_words(letters), None)
        if draft is None or not draft.arabic or not norm.isalpha():
            return tuple(PIECE.findall(fold(norm).casefold()))
        draft.split = reader.split(draft, careful=False)
        return tuple(PIECE.findall(bare(reader.token(draft, letters).stem)))

    return pieces
