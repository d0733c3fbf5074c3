"""Longest match of many word sequences at once, over words that may be matched by several keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from sys import intern
from typing import Any, Generic, TypeVar

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Match(Generic[E]):
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
    """A table of word sequences.

    >>> table = Phrases()
    >>> table.add(["a", "b"], "AB")
    >>> [(m.first, m.last, m.entries) for m in table.find([("x",), ("wa", "a"), ("b",)])]
    [(1, 3, ('AB',))]
    """

    def __init__(self, root: dict[str | None, Any] | None = None) -> None:
        # the tree of words; what ends at a branch is listed under None
        self.root: dict[str | None, Any] = {} if root is None else root

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
        end = len(keys) if last is None else last
        if first >= end:
            return None
        root, words = self.root, keys[first]
        if root.keys().isdisjoint(words):  # true of nearly every word
            return None
        active = [(root[word], rank == 0) for rank, word in enumerate(words) if word in root]
        best: tuple[int, list[E], bool] | None = None
        at = first
        while active:
            at += 1
            ended = [(branch[None], exact) for branch, exact in active if None in branch]
            if ended:
                entries: list[E] = []
                for listed, _ in ended:
                    entries.extend(x for x in listed if x not in entries)
                best = (at, entries, any(exact for _, exact in ended))
            if at >= end:
                break
            words = keys[at]
            active = [(branch[word], exact) for branch, exact in active for word in words if word in branch]
        return None if best is None else Match(first, best[0], tuple(best[1]), best[2])

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
