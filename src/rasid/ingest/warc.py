"""The pages in a WARC file. Its lengths are not trusted; a file cut in half gives what stands before the cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from rasid.errors import InputError
from rasid.ingest.limits import CHUNK, Budget, CutOffError
from rasid.ingest.unpack import dechunked, unpacked

LINE = 65_536
HEADERS = 500
# What a page is made of beside its text; such records are let by without a word.
FURNITURE = (
    "image/",
    "video/",
    "audio/",
    "font/",
    "text/css",
    "text/javascript",
    "application/javascript",
    "application/x-javascript",
    "application/font",
    "application/wasm",
    "application/vnd.ms-fontobject",
    "application/octet-stream",
    "text/x-component",
)


@dataclass(frozen=True, slots=True)
class Archived:
    """A page out of a WARC: where it was got from and when, what the server said, and its bytes unpacked.

    `error` says why there is nothing to read in it.
    """

    address: str
    data: bytes = b""
    retrieved: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    error: str = ""

    @property
    def media_type(self) -> str:
        """What the server called it, without parameters; "" where it said nothing."""
        return header(self.headers, "content-type").partition(";")[0].strip().lower()


def archived(stream: IO[bytes], budget: Budget) -> Iterator[Archived]:
    """The pages of a WARC file in order; requests, notes and the furniture of pages are let by.

    Raises InputError, CutOffError for a file that ends too early, after all that could be read.
    """
    damaged = False
    while line := stream.readline(LINE):
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            if not damaged:
                yield Archived("damaged", error="is a damaged record; went on at the next one")
            damaged = True
            continue
        damaged = False
        fields = tuple(header_lines(stream))
        length = header(fields, "content-length")
        if not length.isdecimal() or len(length) > 15:
            yield Archived(address_of(fields), error="is a record that does not say how long it is")
            continue
        yield from record(stream, fields, int(length), budget)


def record(stream: IO[bytes], fields: tuple[tuple[str, str], ...], length: int, budget: Budget) -> Iterator[Archived]:
    """What one record holds; nothing where it holds no page."""
    kind = header(fields, "warc-type").lower()
    wanted = kind in ("response", "resource", "conversion")
    if not wanted or length > budget.limits.item:
        passed_over(stream, length)
        if wanted:
            yield Archived(
                address_of(fields), error=f"is larger than {budget.limits.item // 1_000_000} MB, no single article"
            )
        return
    block = whole_block(stream, length)
    address = address_of(fields)
    if not address.startswith(("http:", "https:", "file:", "urn:")):
        return
    when = header(fields, "warc-date") or None
    try:
        page = answered(address, block, when, budget) if kind == "response" else plain(address, block, when, fields)
    except InputError as error:
        page = Archived(address, block, when, error=str(error))
    if page is not None:
        yield page


def answered(address: str, block: bytes, when: str | None, budget: Budget) -> Archived | None:
    """The page in an answer of a server; None for the furniture of a page and for what leads elsewhere."""
    head, _, body = block.partition(b"\r\n\r\n")
    first, *lines = head.split(b"\r\n")[:HEADERS]
    parts = first.split(None, 2)
    if not parts or not parts[0].upper().startswith(b"HTTP/") or len(parts) < 2 or not parts[1].isdigit():
        raise InputError("is no answer of a server")
    status = int(parts[1])
    headers = tuple(pair for line in lines if (pair := header_pair(line)) is not None)
    media = header(headers, "content-type").lower()
    if media.startswith(FURNITURE) or status in range(300, 400):
        return None
    if header(headers, "transfer-encoding").lower() == "chunked":
        body = dechunked(body)
    data = unpacked(body, header(headers, "content-encoding"), budget.limits.item, budget.limits.ratio)
    budget.spend(len(data))
    error = "" if status == 200 else f"is not the page: the server answered {status}"
    return Archived(address, data, when, status, headers, error)


def plain(address: str, block: bytes, when: str | None, fields: tuple[tuple[str, str], ...]) -> Archived | None:
    """A record that holds bytes without an answer around them."""
    media = header(fields, "content-type")
    if media.lower().startswith(FURNITURE):
        return None
    return Archived(address, block, when, None, (("content-type", media),) if media else ())


def whole_block(stream: IO[bytes], length: int) -> bytes:
    """The bytes of a record; raises CutOffError where there are too few."""
    parts: list[bytes] = []
    left = length
    while left > 0:
        part = stream.read(min(CHUNK * 16, left))
        if not part:
            raise CutOffError("is cut off in the middle of a record")
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def passed_over(stream: IO[bytes], length: int) -> None:
    """Let a record by; raises CutOffError where the file ends in it."""
    left = length
    while left > 0:
        part = stream.read(min(CHUNK * 16, left))
        if not part:
            raise CutOffError("is cut off in the middle of a record")
        left -= len(part)


def header_lines(stream: IO[bytes]) -> Iterator[tuple[str, str]]:
    """The headers of a record up to the empty line behind them."""
    for _ in range(HEADERS):
        line = stream.readline(LINE)
        if not line:
            raise CutOffError("is cut off in the middle of a record")
        if not line.strip():
            return
        pair = header_pair(line)
        if pair is not None:
            yield pair


def header_pair(line: bytes) -> tuple[str, str] | None:
    """The name, in lower letters, and the value of a header; None for what is none."""
    name, colon, value = line.partition(b":")
    if not colon or not name.strip():
        return None
    return name.strip().decode("latin-1").lower(), value.strip().decode("utf-8", "replace")


def header(headers: tuple[tuple[str, str], ...], name: str) -> str:
    """The first header of a name, "" for none."""
    return next((value for key, value in headers if key == name), "")


def address_of(fields: tuple[tuple[str, str], ...]) -> str:
    """The address that a record is of."""
    return header(fields, "warc-target-uri").strip("<>") or header(fields, "warc-record-id").strip("<>") or "record"
