"""The body of an HTTP message without the packing it travelled in, and never more of it than is asked for."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

from rasid.errors import InputError
from rasid.ingest.extra import wanted

READABLE = "gzip, deflate"
LEAST = 65_536


def dechunked(data: bytes) -> bytes:
    """A body that came in chunks, joined; the data as they are where they are not in chunks."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = data.find(b"\r\n", at, at + 100)
        size = data[at:end].partition(b";")[0].strip() if end >= 0 else b""
        if not size or len(size) > 8 or not all(c in b"0123456789abcdefABCDEF" for c in size):
            return b"".join(parts) if parts else data
        length = int(size, 16)
        if not length:
            return b"".join(parts)
        parts.append(data[end + 2 : end + 2 + length])
        at = end + 2 + length + 2


class Unpacker:
    """Unpacks a body piece by piece; raises InputError past `most` bytes or `ratio` times what came in."""

    def __init__(self, encoding: str, most: int, ratio: int) -> None:
        self.size = 0
        self._taken = 0
        self._most = most
        self._ratio = ratio
        self._step: Callable[[bytes, int], bytes] | None = None
        self._inner: Any = None
        self._broken: type[Exception] = zlib.error
        self._deflate = False
        self._begun = False
        named = encoding.strip().lower()
        if named in ("", "identity"):
            return
        if named in ("gzip", "x-gzip"):
            self._inner = zlib.decompressobj(16 + zlib.MAX_WBITS)
        elif named == "deflate":
            self._inner = zlib.decompressobj()
        elif named == "br":
            with wanted("brotli", "a page packed with brotli"):
                import brotli
            self._inner, self._broken = brotli.Decompressor(), brotli.error
        else:
            raise InputError(f"is packed with {named[:20]!r}, which cannot be unpacked here")
        self._step = self._brotli if named == "br" else self._zlib
        self._deflate = named == "deflate"

    def feed(self, data: bytes) -> bytes:
        """What a piece unpacks to."""
        self._taken += len(data)
        try:
            made = self._step(data, self._room()) if self._step else data
        except zlib.error as error:
            if self._begun:
                raise InputError(f"is damaged ({error})") from error
            # A body that is called packed but is not, or raw deflate without its head.
            self._inner = zlib.decompressobj(-zlib.MAX_WBITS) if self._deflate else None
            self._deflate, self._step = False, self._zlib if self._inner else None
            self._taken -= len(data)
            return self.feed(data)
        self._begun = True
        self.size += len(made)
        if self.size > self._room_for_all():
            raise InputError(self._why())
        return made

    def _room_for_all(self) -> int:
        return min(self._most, max(LEAST * 10, self._taken * self._ratio)) if self._step else self._most

    def _room(self) -> int:
        return max(1, self._room_for_all() - self.size + 1)

    def _why(self) -> str:
        if self.size > self._most:
            return f"is larger than {self._most / 1_000_000:.0f} MB, no single article"
        return f"unpacks to more than {self._ratio} times its size"

    def _zlib(self, data: bytes, room: int) -> bytes:
        return bytes(self._inner.decompress(data, room))

    def _brotli(self, data: bytes, room: int) -> bytes:
        try:
            return bytes(self._inner.process(data, output_buffer_limit=room))
        except self._broken as error:
            raise InputError("is damaged (brotli)") from error


def unpacked(data: bytes, encoding: str, most: int, ratio: int) -> bytes:
    """A whole body without its packing; encodings may stand in a row, as in `gzip, br`."""
    for named in reversed([e for e in encoding.split(",") if e.strip()]):
        data = Unpacker(named, most, ratio).feed(data)
    if len(data) > most:
        raise InputError(f"is larger than {most / 1_000_000:.0f} MB, no single article")
    return data
