"""Values of a JSON file one by one, however long the file is."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any

from rasid.errors import InputError
from rasid.ingest.limits import CHUNK, CutOffError

MARK = re.compile(r'["\\{}\[\]]')
QUOTE = re.compile(r'["\\]')
SCALAR_END = re.compile(r"[\s,\]}]")


class Stream:
    """The characters of a JSON file, of which only what is needed is in memory."""

    def __init__(self, stream: IO[bytes], most: int) -> None:
        self._stream = stream
        self._most = most
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
        self._text = ""
        self._at = 0
        self._ended = False

    def next(self) -> str:
        """The next character that is no blank, not taken yet; "" at the end."""
        while True:
            while self._at < len(self._text):
                if not self._text[self._at].isspace():
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, wanted: str) -> bool:
        """Take the next character if it is this one; whether it was."""
        if self.next() != wanted:
            return False
        self._at += 1
        return True

    def value(self) -> str | None:
        """The next value as it is written; None for one that is too long, which is passed over."""
        first = self.next()
        if not first:
            raise CutOffError("is cut off in the middle of its JSON")
        parts: list[str] = []
        size = 0
        for piece in self._pieces(first):
            size += len(piece)
            if size <= self._most:
                parts.append(piece)
        return "".join(parts) if size <= self._most else None

    def _pieces(self, first: str) -> Iterator[str]:
        """The characters of the next value, chunk by chunk."""
        depth, quoted = 0, False
        start = at = self._at
        scalar = first not in '{["'
        while True:
            found = (SCALAR_END if scalar else QUOTE if quoted else MARK).search(self._text, at)
            if found is None:
                yield self._text[start:]
                self._at = len(self._text)
                start = at = 0
                if not self._more():
                    if scalar:
                        return
                    raise CutOffError("is cut off in the middle of its JSON")
                continue
            mark, at = found[0], found.end()
            if scalar:
                self._at = found.start()
                yield self._text[start : self._at]
                return
            if mark == "\\":
                at += 1
                if at > len(self._text):
                    yield self._text[start:]
                    self._at = len(self._text)
                    if not self._more():
                        raise CutOffError("is cut off in the middle of its JSON")
                    start, at = 0, 1
            elif mark == '"':
                quoted = not quoted
            elif mark in "{[":
                depth += 1
            else:
                depth -= 1
            if depth <= 0 and not quoted and mark != "\\":
                self._at = at
                yield self._text[start:at]
                return

    def _more(self) -> bool:
        """Read on; False at the end."""
        if self._ended:
            return False
        self._text = self._text[self._at :]
        self._at = 0
        had = len(self._text)
        while len(self._text) == had and not self._ended:
            data = self._stream.read(CHUNK)
            self._ended = not data
            self._text += self._decode.decode(data, final=self._ended)
        return len(self._text) > had


def elements(stream: Stream) -> Iterator[str | None]:
    """The values of an array, or of a file in which they follow one another; None for each that is too long."""
    array = stream.take("[")
    while True:
        following = stream.next()
        if array and following in ("]", ""):
            if not following:
                raise CutOffError("is cut off in the middle of its JSON")
            return
        if not following:
            return
        if stream.take(","):
            continue
        if following in "]}:":
            raise InputError("is no valid JSON from there on")
        yield stream.value()


def members(stream: Stream) -> Iterator[str]:
    """The names in an object whose brace is taken; after each its value is to be taken from the stream."""
    while not stream.take("}"):
        if stream.take(","):
            continue
        if stream.next() != '"':
            raise (
                CutOffError("is cut off in the middle of its JSON")
                if not stream.next()
                else InputError("is no valid JSON")
            )
        name = parsed(stream.value())
        if not stream.take(":"):
            raise InputError("is no valid JSON")
        yield str(name)


def parsed(raw: str | None) -> Any:
    """A value out of how it is written; raises InputError for what is no JSON or too long."""
    if raw is None:
        raise InputError("is larger than any article")
    try:
        return json.loads(raw, strict=False)
    except ValueError as error:
        raise InputError(f"is no valid JSON ({error})") from error
    except RecursionError as error:
        raise InputError("is JSON nested too deep") from error
