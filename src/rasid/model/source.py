"""Where an article came from: the bytes as they were received, and the circumstances of receiving them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from rasid.model.reading import Problem
from rasid.model.text import Document


@dataclass(frozen=True, slots=True)
class Capture:
    """Bytes as they were received, with their address and the record of their retrieval.

    `address` is a URL, or the path of a file as the user named it, with `!member` behind it for a part of a container
    (`feed.warc.gz!https://…`, `posts.csv!12`, `export.json!message 88`). `retrieved` is a UTC moment in ISO form where
    the source tells it (a WARC's date, a download), None for a file that lay there. `via` is how it came: file, http,
    feed, warc, telegram, mail, table. `container` is the SHA-256 of the file it was part of, "" for a whole file.
    """

    address: str
    data: bytes = field(repr=False)
    media_type: str = "application/octet-stream"
    via: str = "file"
    retrieved: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    container: str = ""

    @property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal digits."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Source:
    """One article out of a capture: the document to be read, what else the source tells, and what was odd.

    `published_basis` says where the date of publication comes from: given (by the user), meta, feed, text, or "" where
    there is none.
    """

    capture: Capture
    document: Document
    author: str = ""
    published_basis: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be taken in: its address, the reason in one sentence, and the bytes where there were any."""

    address: str
    reason: str
    capture: Capture | None = None
