"""How much is taken from one file: sizes, members, nesting, and a budget that endless archives use up."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import IO

from rasid.errors import InputError

SLACK = 100_000_000  # what a file of any size may unpack to
CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """What is too much: an item of over `item` bytes, a file that unpacks to over `ratio` times its size, and so on.

    `members` counts the items of one file, `nesting` archives in archives, `pages` and `seconds` hold for a PDF.
    """

    item: int = 50_000_000
    ratio: int = 200
    members: int = 1_000_000
    nesting: int = 3
    pages: int = 1_000
    seconds: float = 60.0


LIMITS = Limits()


class ExhaustedError(InputError):
    """A file unpacks to more than it may; the rest of it is left alone."""


class CutOffError(InputError):
    """A file ends before it should."""


class Budget:
    """What one file of the user's may still unpack to, shared by all archives inside it."""

    def __init__(self, size: int, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self.left = max(SLACK, size * limits.ratio)
        self.members = limits.members

    def spend(self, count: int) -> None:
        """Note unpacked bytes; raise ExhaustedError when there are too many."""
        self.left -= count
        if self.left < 0:
            raise ExhaustedError(f"unpacks to more than {self.limits.ratio} times its size; stopped there")

    def member(self) -> None:
        """Note one more item; raise ExhaustedError when there are too many."""
        self.members -= 1
        if self.members < 0:
            raise ExhaustedError(f"holds more than {self.limits.members:,} items; stopped there")


class Unpacked(io.RawIOBase):
    """A stream of unpacked bytes that spends a budget and tells in our words what breaks it."""

    def __init__(self, inner: IO[bytes], budget: Budget, breaks: tuple[type[Exception], ...]) -> None:
        # One read at a time: what a file holds before it breaks off is not lost.
        self._read = getattr(inner, "read1", inner.read)
        self._budget = budget
        self._breaks = breaks

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill a buffer; the count of bytes."""
        try:
            data = self._read(len(buffer))
        except EOFError as error:
            raise CutOffError("is cut off: the compressed data end too early") from error
        except self._breaks as error:
            raise InputError(f"is damaged ({' '.join(str(error).split()) or type(error).__name__})") from error
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


def read_whole(stream: IO[bytes], most: int, head: bytes = b"") -> bytes:
    """All bytes of a stream behind a head that was read already; raises InputError where there are more than `most`."""
    parts = [head]
    size = len(head)
    while size <= most and (part := stream.read(min(CHUNK, most + 1 - size))):
        parts.append(part)
        size += len(part)
    if size > most:
        raise InputError(f"is larger than {most // 1_000_000} MB, no single article")
    return b"".join(parts)
