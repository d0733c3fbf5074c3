"""A reading, the stages that make it, and the check that they stand in an order that can work."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rasid.errors import AssemblyError
from rasid.model.event import Assertion, Event
from rasid.model.mention import Kind, Mention
from rasid.model.text import Block, Chunk, Clause, Document, Quote, Sentence, Span, Token


@dataclass(frozen=True, slots=True)
class Problem:
    """Odd data, recorded: what it is and where."""

    what: str
    span: Span | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class MadeWith:
    """The version of Rasid and the hash of the knowledge that made a reading."""

    version: str = ""
    knowledge: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with everything found in it. Stages add to it; nothing in it is ever changed."""

    document: Document
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    quotes: tuple[Quote, ...] = ()
    tokens: tuple[Token, ...] = ()
    chunks: tuple[Chunk, ...] = ()
    clauses: tuple[Clause, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    assertions: tuple[Assertion, ...] = ()
    problems: tuple[Problem, ...] = ()
    made_with: MadeWith = field(default_factory=MadeWith)
    _starts: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    def quote(self, span: Span) -> str:
        """The words of a span."""
        return self.document.quote(span)

    def token_range(self, span: Span) -> tuple[int, int]:
        """The numbers of the first token that starts in a span, and of the first that starts after it."""
        starts = self._token_starts()
        first = bisect_left(starts, span.start)
        return first, bisect_left(starts, span.end, first)

    def token_at(self, offset: int) -> int:
        """The number of the token that a character stands in, or of the last one before it."""
        return max(0, bisect_right(self._token_starts(), offset) - 1)

    def _token_starts(self) -> list[int]:
        """Where each token starts, counted once."""
        if len(self._starts) != len(self.tokens):
            self._starts[:] = [token.span.start for token in self.tokens]
        return self._starts

    def mentions_of(self, *kinds: Kind) -> tuple[Mention, ...]:
        """The mentions of these kinds, in order."""
        return tuple(m for m in self.mentions if m.kind in kinds)

    def to_frame(self) -> Any:
        """The assertions as a pandas DataFrame, a row each (needs the `pandas` extra).

        Raises ImportError that names the extra where pandas is not installed.
        """
        from rasid.model.codec import rows

        try:
            import pandas
        except ImportError as error:
            raise ImportError("to_frame() needs pandas: pip install 'rasid[pandas]'") from error
        return pandas.DataFrame(list(rows(self)))


SORTED = ("blocks", "sentences", "quotes", "tokens", "mentions", "events")
LAYERS = ("blocks", "sentences", "quotes", "tokens", "chunks", "clauses", "mentions", "events", "assertions")


@dataclass(frozen=True, slots=True)
class Stage:
    """A pure step: what it needs, what it makes, and the function that yields its findings.

    `function` takes a reading and the knowledge and yields findings for the layer it makes, or `Problem` records.
    """

    name: str
    needs: tuple[str, ...]
    makes: str
    function: Callable[[Reading, Any], Iterable[Any]]
    replaces: bool = False

    def run(self, reading: Reading, knowledge: Any) -> Reading:
        """The reading with this stage's findings added, sorted by where they stand."""
        found: list[Any] = []
        problems: list[Problem] = []
        for item in self.function(reading, knowledge):
            (problems if type(item) is Problem else found).append(item)
        if not self.replaces:
            found = [*getattr(reading, self.makes), *found]
        if found and self.makes in SORTED:
            found.sort(key=_place)
        changes: dict[str, Any] = {self.makes: tuple(found)}
        if problems:
            changes["problems"] = (*reading.problems, *problems)
        made = replace(reading, **changes)
        if made.tokens is reading.tokens:
            made._starts.extend(reading._starts)
        return made


def _place(item: Any) -> tuple[int, int]:
    """Where a finding stands."""
    return item.span.start, item.span.end


def stage(*, needs: str = "", makes: str, replaces: bool = False) -> Callable[[Callable[..., Iterator[Any]]], Stage]:
    """A decorator that turns a generator function into a Stage.

    `replaces` marks a stage that hands on the whole layer anew (resolved, filtered) instead of adding to it.
    """

    def wrap(function: Callable[..., Iterator[Any]]) -> Stage:
        return Stage(function.__name__, tuple(needs.split()), makes, function, replaces)

    return wrap


def check_order(stages: Sequence[Stage]) -> None:
    """Raise AssemblyError where a stage needs a layer that no earlier stage makes."""
    made: set[str] = set()
    for step in stages:
        missing = sorted(set(step.needs) - made)
        if missing:
            raise AssemblyError(f"{step.name} needs {missing}; no stage before it makes that")
        made.add(step.makes)
