"""A mail (EML) or a page saved with its parts (MHTML) as an article."""

from __future__ import annotations

import email
from contextlib import suppress
from email.header import decode_header, make_header
from email.message import Message

from rasid.errors import InputError
from rasid.ingest.compose import Told, unwrapped
from rasid.ingest.dates import day_of
from rasid.ingest.extra import BREAKS
from rasid.ingest.page import Page, fragment_text, read_page
from rasid.text.decode import decode

MOST_PARTS = 1_000
WRAPPED = 100  # no mail with longer lines was broken at the edge


def job(data: bytes, options: dict[str, str]) -> Page:
    """The work of the process that takes mails apart; `saved` is set for a saved page."""
    message = email.message_from_bytes(data)
    parts = [part for part, _ in zip(message.walk(), range(MOST_PARTS), strict=False) if not part.is_multipart()]
    return saved_page(message, parts) if options.get("saved") else letter(message, parts)


def saved_page(message: Message, parts: list[Message]) -> Page:
    """The page that a saved page is of."""
    for part in parts:
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            address = header(part, "Content-Location") or header(message, "Snapshot-Content-Location")
            told, problems = read_page(content(part), charset=part.get_content_charset() or "", address=address)
            return Page(told, tuple(problem.what for problem in problems))
    raise InputError("is a saved page without a page in it")


def letter(message: Message, parts: list[Message]) -> Page:
    """The text of a mail, with its subject as headline."""
    bodies = [part for part in parts if not part.get_filename() and part.get_content_maintype() == "text"]
    plain = [part for part in bodies if part.get_content_subtype() == "plain" and content(part).strip()]
    text = text_of(plain[0]) if plain else "\n".join(fragment_text(text_of(part)) for part in bodies[:1])
    if not text.strip():
        raise InputError("is a mail without text")
    lines = text.splitlines()
    if plain and max(map(len, lines), default=0) <= WRAPPED:
        text = unwrapped([line.strip() for line in lines])
    attached = [name for part in parts if (name := part.get_filename())]
    day = day_of(header(message, "Date")) or ""
    told = Told(
        text=text,
        title=header(message, "Subject"),
        published=day,
        basis="meta" if day else "",
        author=header(message, "From"),
    )
    return Page(told, tuple(f"attachment not read: {name}" for name in attached[:20]))


def header(message: Message, name: str) -> str:
    """A header in plain letters, "" where there is none."""
    said = str(message.get(name) or "")[:4000]
    try:
        return " ".join(str(make_header(decode_header(said))).split())
    except BREAKS:
        return " ".join(said.split())


def content(part: Message) -> bytes:
    """The bytes of a part."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def text_of(part: Message) -> str:
    """The characters of a part, by the encoding it declares or else by what they look like."""
    data = content(part)
    charset = part.get_content_charset()
    if charset:
        with suppress(LookupError, ValueError):
            return data.decode(charset)
    return decode(data, "mail")[0] if data.strip() else ""
