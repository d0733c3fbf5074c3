"""Copies: articles that carry the words of another, found by MinHash and told apart by how much they share.

Signatures are of word shingles (Broder 1997); bands of a signature that are alike bring up candidates, and the shingles
themselves decide.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rensa import RMinHash

SHINGLE = 3  # words
PERMUTATIONS = 128
ROWS = 4  # of a band; 32 bands find a pair with half its shingles in common with a chance of 0.87
SEED = 20231214
REACH = 7  # days between an article and its copy; only the very same words are found at any distance
PERIOD = 2 * REACH + 1  # days; the days in reach of one lie in two periods
PERIODS = 44  # bits of a key that say the band; those above say the period
EXACT, REWRITE = 0.95, 0.45  # of the shingles of the shorter article in the other


@dataclass(frozen=True, slots=True)
class Story:
    """An article as it is compared: its words, who published it where and when."""

    article: str
    words: tuple[str, ...]
    outlet: str
    url: str
    published: date | None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How an article repeats an earlier one: `role` is copy, rewrite or update; `share` of its shingles."""

    role: str
    share: float


def shingles(words: Sequence[str]) -> list[str]:
    """The runs of three words of a text; the whole of it where it is shorter."""
    if len(words) <= SHINGLE:
        return [" ".join(words)] if words else []
    return sorted({" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1)})


def bands(words: Sequence[str]) -> tuple[int, ...]:
    """The keys of the bands of a text's signature; texts that share one are worth comparing."""
    found = shingles(words)
    if not found:
        return ()
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(found)
    digest = sketch.digest()
    rows = (digest[first : first + ROWS] for first in range(0, PERMUTATIONS, ROWS))
    return tuple(dict.fromkeys(_key(f"{number}:{','.join(map(str, row))}") for number, row in enumerate(rows)))


def period(day: int) -> int:
    """The period in which a day lies, both counted from the year 1; 0 for a day that is not known."""
    return day // PERIOD + 1 if day else 0


def within(band: int, period: int) -> int:
    """The key of a band among the texts of a period.

    The texts of a period lie together, so that an article touches the same few pages as those before it, however long
    the record is.
    """
    return period << PERIODS | band & (1 << PERIODS) - 1


def whole(words: Sequence[str]) -> tuple[int, ...]:
    """The key of all the words of a text; none where there are no words."""
    return (_key(" ".join(words)),) if words else ()


def _key(told: str) -> int:
    """A whole number of 64 bits."""
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:8], "big", signed=True)


def likeness(earlier: Story, later: Story) -> Likeness | None:
    """How the later article repeats the earlier, None where it does not.

    An update is another version under the address of the earlier, or of the same outlet with most of its words and
    more besides; a copy has nearly all its words from the earlier and few others; a rewrite has half of them.
    """
    one, other = set(shingles(earlier.words)), set(shingles(later.words))
    if not one or not other:
        return None
    shared = len(one & other)
    share, whole = shared / min(len(one), len(other)), shared / len(one | other)
    if earlier.url and earlier.url == later.url:
        return Likeness("update", round(share, 3))
    if whole >= EXACT * EXACT:
        return Likeness("copy", round(share, 3))
    if share < REWRITE or whole < 0.2:
        return None
    if earlier.outlet and earlier.outlet == later.outlet and len(other) > len(one):
        return Likeness("update", round(share, 3))
    return Likeness("copy" if share >= EXACT else "rewrite", round(share, 3))


def first_of(stories: Sequence[Story]) -> Story:
    """The story that the others repeat: the one published first, by day and then by id."""
    return min(stories, key=lambda s: (s.published or date.max, s.article))
