"""Sentences of the blocks of a document: cut at full stops and line ends, but never inside a quotation or bracket."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from rasid.model import Reading, Sentence, Span, stage
from rasid.text.quotes import find_pairs, lines

# A mark that may end a sentence, with the closing marks that belong to it; "..." and ".." are no end.
END = re.compile(r"(?P<mark>(?<!\.)\.(?!\.)|[!?\u061f\u06d4]+)(?P<close>[»”\"’')\]]*)")
INITIAL = re.compile(r"(?:^|[\s(\[«\"“/.])[^\W\d_][\u064b-\u0652\u0670\u0640]*$")
NUMBERED = re.compile(r"^\W*\d{1,2}$")


def find_ends(text: str) -> Iterator[int]:
    """Where the sentences of one paragraph end.

    >>> list(find_ends("A b. C 3.5 d. e"))
    [4, 13, 15]
    """
    closed = [(pair.open, pair.close) for pair in find_pairs(text) if pair.close is not None]
    opens = [opening for opening, _ in closed]
    last = 0
    for match in END.finditer(text):
        end = match.end()
        at = match.start()
        inner = match.start("close")
        closing = match["close"]
        # A mark just inside a closing quote ends the sentence that the quote ends.
        depth_end = end if closing and not _holds(closed, opens, end) else inner
        if _holds(closed, opens, at) and (not closing or _holds(closed, opens, depth_end) or depth_end == inner):
            continue
        if depth_end < len(text) and not _is_end(text, match, depth_end):
            continue
        if depth_end > last:
            yield depth_end
            last = depth_end
    if last < len(text):
        yield len(text)


def _holds(pairs: list[tuple[int, int]], opens: list[int], at: int) -> bool:
    """Whether a place is inside a closed pair."""
    return any(opening < at <= close for opening, close in pairs[: bisect_right(opens, at)])


def _is_end(text: str, match: re.Match[str], end: int) -> bool:
    following = text[end]
    before = text[: match.start()]
    if match["mark"] == ".":
        if INITIAL.search(before[-8:]) or (NUMBERED.match(before) and following.isspace()):
            return False
        if following.isspace():
            return True
        if not following.isalpha() or following.isascii():
            return False
        # No space after the stop: an end where whole words stand on both sides.
        left = re.search(r"[^\W\d_]{3,}$", before)
        return left is not None and not left[0].isascii() and re.match(r"[^\W\d_]{2,}", text[end:]) is not None
    return following.isspace() or following.isalpha()


@stage(needs="blocks", makes="sentences")
def find_sentences(reading: Reading, _knowledge: Any) -> Iterator[Sentence]:
    """The sentences of every block, each with the part of the document it stands in."""
    text = reading.document.text
    for block in reading.blocks:
        for line in lines(text, block.span):
            start = 0
            paragraph = text[line.start : line.end]
            for end in find_ends(paragraph):
                words = paragraph[start:end]
                first = start + len(words) - len(words.lstrip())
                last = end - (len(words) - len(words.rstrip()))
                if last > first:
                    yield Sentence(Span(line.start + first, line.start + last), block.part)
                start = end
