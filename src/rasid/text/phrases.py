"""Longest match of many word sequences at once, over words that may be matched by several keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

E = TypeVar("E")


@dataclass(frozen=True, slots=True)
class Match(Generic[E]):
    """Words `first` up to, not including, `last`, and the entries that have them as a form."""

    first: int
    last: int
    entries: tuple[E, ...]
    exact: bool = True  # the first word matched whole, not only after clitics were taken off


@dataclass(slots=True)
class _Node(Generic[E]):
    next: dict[str, _Node[E]] = field(default_factory=dict)
    entries: list[E] = field(default_factory=list)


class Phrases(Generic[E]):
    """A table of word sequences.

    >>> table = Phrases()
    >>> table.add(["a", "b"], "AB")
    >>> [(m.first, m.last, m.entries) for m in table.find([("x",), ("wa", "a"), ("b",)])]
    [(1, 3, ('AB',))]
    """

    def __init__(self) -> None:
        self.root: _Node[E] = _Node()
        self.words: set[str] = set()

    def add(self, words: Sequence[str], entry: E) -> None:
        """Let a sequence of keys stand for an entry; several entries may share one."""
        if not words or not all(words):
            return
        node = self.root
        for word in words:
            self.words.add(word)
            node = node.next.setdefault(word, _Node())
        if entry not in node.entries:
            node.entries.append(entry)

    def at(self, keys: Sequence[Sequence[str]], first: int, last: int | None = None) -> Match[E] | None:
        """The longest match that starts at word `first`, or None."""
        end = len(keys) if last is None else last
        best: tuple[int, list[E], bool] | None = None
        active: list[tuple[_Node[E], bool]] = [(self.root, True)]
        for at in range(first, end):
            following: list[tuple[_Node[E], bool]] = []
            for node, exact in active:
                for rank, word in enumerate(keys[at]):
                    child = node.next.get(word)
                    if child is not None:
                        following.append((child, exact and (rank == 0 if at == first else True)))
            if not following:
                break
            active = following
            ended = [(n, e) for n, e in active if n.entries]
            if ended:
                entries: list[E] = []
                for node, _ in ended:
                    entries.extend(x for x in node.entries if x not in entries)
                best = (at + 1, entries, any(e for _, e in ended))
        return None if best is None else Match(first, best[0], tuple(best[1]), best[2])

    def find(self, keys: Sequence[Sequence[str]], first: int = 0, last: int | None = None) -> Iterator[Match[E]]:
        """Every longest match from left to right; matches do not overlap."""
        end = len(keys) if last is None else last
        at = first
        while at < end:
            match = self.at(keys, at, end)
            if match is None:
                at += 1
            else:
                yield match
                at = match.last
