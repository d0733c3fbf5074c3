"""Longest match of many word sequences at once, over words that may be matched by several keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from sys import intern
from typing import Any, Generic, TypeVar

from msgspec import Struct

E = TypeVar("E")


class Match(Struct, Generic[E], frozen=True):
    """Words `first` up to, not including, `last`, and the entries that have them as a form."""

    first: int
    last: int
    entries: tuple[E, ...]
    exact: bool = True  # the first word matched whole, not only after clitics were taken off


class Opening(dict[str | None, Any]):
    """The first words of a table, each with the number of its branch until that is asked for; `made` then makes it."""

    def __init__(self, words: Sequence[str], made: Callable[[int], Any]) -> None:
        super().__init__((word, number) for number, word in enumerate(words))
        self.made = made

    def __getitem__(self, word: str | None) -> Any:
        branch = super().__getitem__(word)
        if isinstance(branch, int):
            branch = self[word] = self.made(branch)
        return branch


class Phrases(Generic[E]):
    """A table of word sequences. Where it has `items`, its tree lists their numbers in place of the entries, which
    are then asked for by number when a sequence matches.

    >>> table = Phrases()
    >>> table.add(["a", "b"], "AB")
    >>> [(m.first, m.last, m.entries) for m in table.find([("x",), ("wa", "a"), ("b",)])]
    [(1, 3, ('AB',))]
    """

    def __init__(self, root: dict[str | None, Any] | None = None, items: Callable[[int], E] | None = None) -> None:
        # the tree of words; what ends at a branch is listed under None
        self.root: dict[str | None, Any] = {} if root is None else root
        self.items = items

    def add(self, words: Sequence[str], entry: E) -> None:
        """Let a sequence of keys stand for an entry; several entries may share one."""
        if not words or not all(words):
            return
        branch = self.root
        for word in words:
            branch = branch.setdefault(intern(word), {})
        entries = branch.setdefault(None, [])
        if entry not in entries:
            entries.append(entry)

    def at(self, keys: Sequence[Sequence[str]], first: int, last: int | None = None) -> Match[E] | None:
        """The longest match that starts at word `first`, or None."""
        ended = self._ended(keys, first, last)
        return self._match(first, *ended[-1]) if ended else None

    def all_at(self, keys: Sequence[Sequence[str]], first: int, last: int | None = None) -> Iterator[Match[E]]:
        """All matches that start at word `first`, the longest first."""
        for at, listed in reversed(self._ended(keys, first, last)):
            yield self._match(first, at, listed)

    def _ended(
        self, keys: Sequence[Sequence[str]], first: int, last: int | None
    ) -> list[tuple[int, list[tuple[list[Any], bool]]]]:
        """Where sequences end that start at a word, the shortest first: the word after each, and what is listed there,
        with whether it matched whole.
        """
        end = len(keys) if last is None else last
        if first >= end:
            return []
        root, words = self.root, keys[first]
        if root.keys().isdisjoint(words):  # true of nearly every word
            return []
        active: list[tuple[dict[str | None, Any], bool]] = []
        for rank, word in enumerate(words):
            if word in root:
                branch = root.get(word)
                active.append((branch if type(branch) is dict else root[word], rank == 0))
        found: list[tuple[int, list[tuple[list[Any], bool]]]] = []
        at = first
        while active:
            at += 1
            if len(active) == 1:  # as nearly always
                branch, exact = active[0]
                listed = branch.get(None)
                if listed is not None:
                    found.append((at, [(listed, exact)]))
                    if len(branch) == 1:
                        break
            else:
                ended = [(branch[None], exact) for branch, exact in active if None in branch]
                if ended:
                    found.append((at, ended))
            if at >= end:
                break
            words = keys[at]
            active = [
                (b[word], exact) for b, exact in active if not b.keys().isdisjoint(words) for word in words if word in b
            ]
        return found

    def _match(self, first: int, last: int, listed: list[tuple[list[Any], bool]]) -> Match[E]:
        """The match of what is listed at its end."""
        entries: list[E] = []
        for numbers, _ in listed:
            told = numbers if self.items is None else map(self.items, numbers)
            entries.extend(x for x in told if x not in entries)
        return Match(first, last, tuple(entries), True in [exact for _, exact in listed])

    def find(self, keys: Sequence[Sequence[str]], first: int = 0, last: int | None = None) -> Iterator[Match[E]]:
        """Every longest match from left to right; matches do not overlap."""
        end = len(keys) if last is None else last
        at = first
        opening = self.root.keys()
        while at < end:
            if opening.isdisjoint(keys[at]):
                at += 1
                continue
            match = self.at(keys, at, end)
            if match is None:
                at += 1
            else:
                yield match
                at = match.last
