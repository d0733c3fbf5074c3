"""The posts of a Telegram export (`result.json`): one chat, or all chats of an account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from rasid.errors import InputError
from rasid.ingest.compose import Told
from rasid.ingest.dates import day_of
from rasid.ingest.jsonstream import Stream, elements, members, parsed

CHATS = ("chats", "left_chats")
KEPT = ("name", "type", "id")


@dataclass(frozen=True, slots=True)
class Post:
    """A message with the bytes it is written in; `error` says why there is nothing to read in it."""

    label: str
    raw: bytes
    told: Told | None = None
    forwarded: str = ""
    error: str = ""


def posts(stream: IO[bytes], most: int) -> Iterator[Post]:
    """The messages of an export in order. Notes of the service (who joined, what was pinned) are let by.

    Raises InputError where the file breaks off or is no export; what came before it is taken.
    """
    source = Stream(stream, most)
    if not source.take("{"):
        raise InputError("is no Telegram export")
    yield from chat(source, {})


def chat(source: Stream, known: dict[str, Any]) -> Iterator[Post]:
    """The messages of a chat, or of the chats in an account, out of an object whose brace is taken."""
    for name in members(source):
        if name == "messages" and source.next() == "[":
            for raw in elements(source):
                yield from post(raw, known)
            source.take("]")
        elif name in CHATS and source.take("{"):
            yield from chat(source, {})
        elif name == "list" and source.take("["):
            while not source.take("]"):
                if source.take(","):
                    continue
                if not source.take("{"):
                    raise InputError("is no Telegram export")
                yield from chat(source, {})
        else:
            value = source.value()
            if name in KEPT and value is not None:
                known[name] = parsed(value)


def post(raw: str | None, known: dict[str, Any]) -> Iterator[Post]:
    """One message; nothing for a note of the service."""
    if raw is None:
        yield Post("message", b"", error="is larger than any article")
        return
    data = raw.encode("utf-8", "surrogateescape")
    try:
        message = parsed(raw)
    except InputError as error:
        yield Post("message", data, error=str(error))
        return
    if not isinstance(message, dict):
        yield Post("message", data, error="is no message of a Telegram export")
        return
    if message.get("type", "message") != "message":
        return
    channel = str(known.get("name") or "")
    number = str(message.get("id", ""))
    label = f"{channel} {number}".strip() or "message"
    text = words(message.get("text"))
    if not any(c.isalnum() for c in text):
        what = message.get("media_type") or next(
            (k for k in ("photo", "file", "poll", "location_information") if k in message), ""
        )
        yield Post(label, data, error=f"has no text, only {what}".replace("_", " ") if what else "has no text")
        return
    day = day_of(str(message.get("date") or message.get("date_unixtime") or "")) or ""
    told = Told(
        text=text,
        published=day,
        basis="meta" if day else "",
        author=str(message.get("author") or ""),
        outlet=channel,
        url=f"https://t.me/c/{known['id']}/{number}" if isinstance(known.get("id"), int) and number else "",
    )
    yield Post(label, data, told, forwarded=str(message.get("forwarded_from") or ""))


def words(text: Any) -> str:
    """The letters of a message, which may be written as pieces with their looks."""
    if isinstance(text, list):
        return "".join(words(piece.get("text")) if isinstance(piece, dict) else words(piece) for piece in text)
    return text if isinstance(text, str) else ""
