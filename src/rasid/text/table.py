"""A large table of texts by words in one block of bytes: opened at once, looked up where it lies."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from typing import Any
from zlib import crc32

HEAD = 8  # bytes: the number of groups and the number of words
FULL = 8  # words in a group, on average
KEPT = 1 << 13  # words looked up that are kept: most are asked for several times in a row


class Table(Mapping[str, str]):
    """Texts by words. Of what was looked up only the latest few thousand words are kept: a table takes little more
    room than its bytes.

    >>> table = Table.of({"a": "first", "b": "second"})
    >>> table["b"], "c" in table, table.get("c"), sorted(table)
    ('second', False, None, ['a', 'b'])

    The bytes: where each group of words begins, then the lines of all groups. A word's group is told by its checksum.
    """

    __slots__ = ("_groups", "_met", "_size", "_starts", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._met: dict[str, str | None] = {}
        self._groups, self._size = array("I", data[:HEAD])
        self._starts = array("I", data[HEAD : HEAD + 4 * (self._groups + 1)])

    @classmethod
    def of(cls, rows: Mapping[str, str]) -> Table:
        """The table of a mapping, whose words hold no tab and no line end, and whose texts no line end."""
        groups = 1 << (len(rows) // FULL).bit_length()
        lines: list[list[bytes]] = [[] for _ in range(groups)]
        for word, text in rows.items():
            raw = _raw(word)
            lines[crc32(raw) & (groups - 1)].append(b"\n%b\t%b" % (raw, _raw(text)))
        bodies = [b"".join(group) for group in lines]
        starts = array("I", [HEAD + 4 * (groups + 1)])
        for body in bodies:
            starts.append(starts[-1] + len(body))
        return cls(b"".join((array("I", (groups, len(rows))).tobytes(), starts.tobytes(), *bodies, b"\n")))

    def find(self, word: str) -> str | None:
        """The text of a word, or None."""
        if word in self._met:
            return self._met[word]
        if len(self._met) >= KEPT:
            self._met.clear()
        text = self._met[word] = self._find(word)
        return text

    def _find(self, word: str) -> str | None:
        raw = _raw(word)
        group = crc32(raw) & (self._groups - 1)
        at = self.data.find(b"\n" + raw + b"\t", self._starts[group], self._starts[group + 1])
        if at < 0 or "\n" in word or "\t" in word:
            return None
        at += len(raw) + 2
        return self.data[at : self.data.index(b"\n", at)].decode("utf-8", "surrogatepass")

    def __getitem__(self, word: str) -> str:
        text = self.find(word)
        if text is None:
            raise KeyError(word)
        return text

    def get(self, word: str, default: Any = None) -> Any:
        """The text of a word, or the default."""
        text = self.find(word)
        return default if text is None else text

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.find(word) is not None

    def __iter__(self) -> Iterator[str]:
        for line in self.data[self._starts[0] : -1].split(b"\n")[1:]:
            yield line.split(b"\t", 1)[0].decode("utf-8", "surrogatepass")

    def __len__(self) -> int:
        return self._size

    def __reduce__(self) -> tuple[Any, ...]:
        return Table, (self.data,)


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
