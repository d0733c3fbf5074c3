"""Quoted passages and their nesting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from msgspec import Struct

from rasid.model import Problem, Quote, Reading, Span, stage

# Marks that pair with one partner, and marks that writers set either way round.
DIRECTED = {"«": "»", "‹": "›", "(": ")", "[": "]", "{": "}"}
CLOSERS = {close: opener for opener, close in DIRECTED.items()}
DOUBLE = frozenset('"“”„‟″')
SINGLE = frozenset("'‘’‚")
BRACKETS = frozenset("([{")
MARKS = re.compile("[" + re.escape("".join(sorted({*DIRECTED, *CLOSERS, *DOUBLE, *SINGLE}))) + "]")


class Pair(Struct, frozen=True):
    """A mark that opens and the one that closes it; `close` is None where none does."""

    mark: str
    open: int
    close: int | None
    depth: int

    @property
    def is_bracket(self) -> bool:
        """Whether these are brackets and not quotation marks."""
        return self.mark in BRACKETS


@dataclass(slots=True)
class _Open:
    mark: str
    at: int


def find_pairs(text: str) -> Iterator[Pair]:
    """The quotation marks and brackets of one paragraph, in the order in which they open.

    >>> [(p.open, p.close, p.depth) for p in find_pairs('«a "b" c»')]
    [(0, 8, 0), (3, 5, 1)]
    """
    stack: list[_Open] = []
    found: list[tuple[int, int | None, str]] = []

    def close(index: int, at: int) -> None:
        for lost in stack[index + 1 :]:
            found.append((lost.at, None if lost.mark in BRACKETS else at, lost.mark))
        found.append((stack[index].at, at, stack[index].mark))
        del stack[index:]

    for match in MARKS.finditer(text):
        at, character = match.start(), match[0]
        if character in DIRECTED:
            stack.append(_Open(character, at))
        elif character in CLOSERS:
            index = _innermost(stack, CLOSERS[character])
            if index is not None:
                close(index, at)
        elif character in DOUBLE:
            index = _innermost(stack, '"')
            if index is None:
                stack.append(_Open('"', at))
            else:
                close(index, at)
        elif character in SINGLE:
            index = _innermost(stack, "'")
            if index is not None and not _letter(text, at + 1):
                close(index, at)
            elif index is None and not _letter(text, at - 1) and _letter(text, at + 1):
                stack.append(_Open("'", at))
    # What stays open: a quotation runs to the end of the paragraph; a bracket or an apostrophe was none.
    found += [(left.at, None, left.mark) for left in stack]
    found.sort()
    ends: list[int] = []
    for start, end, mark in found:
        if end is None and mark in BRACKETS | {"'"}:
            continue
        while ends and ends[-1] < start:
            ends.pop()
        quoted = mark not in BRACKETS
        yield Pair(mark, start, end, len(ends))
        if quoted:
            ends.append(len(text) if end is None else end)


def _innermost(stack: list[_Open], mark: str) -> int | None:
    return next((n for n in range(len(stack) - 1, -1, -1) if stack[n].mark == mark), None)


def _letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isalnum()


@stage(needs="sentences", makes="quotes")
def find_quotes(reading: Reading, _knowledge: Any) -> Iterator[Quote | Problem]:
    """Every quoted passage. One that is never closed ends with its paragraph, with a Problem."""
    for span in paragraphs(reading):
        text = reading.quote(span)
        for pair in find_pairs(text):
            if pair.is_bracket:
                continue
            start = span.start + pair.open
            if pair.close is None:
                end = span.start + len(text.rstrip())
                if end > start + 1:
                    yield Problem(
                        "a quotation is opened and not closed in its paragraph", Span(start, start + 1), "find_quotes"
                    )
                    yield Quote(Span(start, end), Span(start + 1, end), pair.depth)
            else:
                end = span.start + pair.close
                yield Quote(Span(start, end + 1), Span(start + 1, end), pair.depth)


def paragraphs(reading: Reading) -> Iterator[Span]:
    """The lines of all blocks."""
    return chain.from_iterable(lines(reading.document.text, block.span) for block in reading.blocks)


def lines(text: str, within: Span) -> Iterator[Span]:
    """The lines of a stretch of text that hold more than white space, without their ends.

    >>> [(s.start, s.end) for s in lines("ab \\n\\n c", Span(0, 7))]
    [(0, 2), (6, 7)]
    """
    start = within.start
    for line in text[within.start : within.end].splitlines(keepends=True):
        words = line.strip()
        if words:
            first = start + line.index(words[0])
            yield Span(first, first + len(words))
        start += len(line)
