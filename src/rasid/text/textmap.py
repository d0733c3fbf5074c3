"""Edit a text for matching and keep the exact way back to the characters it came from."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from re import Pattern

from msgspec import Struct

from rasid.model.text import Span

# Characters that sit on the letter before them: vowel marks (nonspacing) and the stroke that lengthens a letter.
SITTING = frozenset({"Mn", "Me", "Lm"})


class TextMap(Struct, frozen=True):
    """A normalised text and the way back to the text it came from."""

    original: str
    text: str
    starts: tuple[int, ...]  # run k of `text` begins here ...
    shifts: tuple[int, ...]  # ... and lies this much further on in the original

    def at(self, index: int) -> int:
        """Where a character of the normalised text lies in the original; its length stands for the end of the text."""
        if index >= len(self.text):
            return len(self.original)
        return index + self.shifts[bisect_right(self.starts, index) - 1]

    def places(self) -> Sequence[int]:
        """Where every character of the normalised text lies in the original, and where the original ends."""
        if len(self.starts) == 1:
            return range(len(self.original) + 1)
        found: list[int] = []
        for start, shift, following in zip(self.starts, self.shifts, (*self.starts[1:], len(self.text)), strict=True):
            found.extend(range(start + shift, following + shift))
        found.append(len(self.original))
        return found

    def back(self, span: Span) -> Span:
        """Where a span of the normalised text lies in the original, with the dropped marks on its last letter.

        An empty span comes back empty.
        """
        if span.end <= span.start:
            here = self.at(span.start)
            return Span(here, here)
        end = self.at(span.end - 1) + 1
        limit = self.at(span.end)
        while end < limit and unicodedata.category(self.original[end]) in SITTING:
            end += 1
        return Span(self.at(span.start), end)


def normalise(original: str, swap: Mapping[int, str], edit: Pattern[str], spell: Mapping[str, str]) -> TextMap:
    """Swap letters one for one; drop what `edit` finds, or spell it out where `spell` says how.

    `edit` must find single characters, and `swap` must give exactly one for each.
    """
    kept: list[str] = []
    starts, shifts = [0], [0]
    at = length = 0
    for mark in edit.finditer(original):
        new = spell.get(mark[0], "")
        kept += original[at : mark.start()], new
        length += mark.start() - at
        for _ in new:
            starts.append(length)
            shifts.append(mark.start() - length)
            length += 1
        at = mark.end()
        starts.append(length)
        shifts.append(at - length)
    kept.append(original[at:])
    return TextMap(original, "".join(kept).translate(swap), tuple(starts), tuple(shifts))
