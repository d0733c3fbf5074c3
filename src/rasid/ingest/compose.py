"""The one place where a document is made of what a source tells: headline first, paragraphs in lines, a lasting id."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from rasid.errors import InputError
from rasid.ingest.files import About, day
from rasid.model import Document, Problem
from rasid.model.source import Capture, Source
from rasid.text.decode import LARGEST, mend

BREAK = re.compile(r"\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
BLANKS = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff]")
NAME_LETTERS = 200
HEAD_LINES = 3
ARABIC = re.compile(
    "[\\u060c\\u061b\\u061f\\u0621-\\u063a\\u0641-\\u0652\\u0660-\\u0669\u00ab\u00bb\u2013\u201c\u201d]"
)
OUTSIDE = re.compile(r"[^\x00-\x7f]")
SOUND = 0.95
UNSURE = ("text", "url")  # bases of a day that yield to what somebody states
FULL_LINE = 0.75  # share of the long lines' length from which a line is full
STOPS = (".", "!", "?", ":", "\u061f", "\u06d4")


@dataclass(frozen=True, slots=True)
class Told:
    """What a source tells of an article. `basis` says where its day of publication comes from.

    `raw` is set for a text that is kept letter by letter, as in a text file: only what is prefixed to it is new.
    """

    text: str
    title: str = ""
    published: str = ""
    basis: str = ""
    author: str = ""
    outlet: str = ""
    url: str = ""
    id: str = ""
    raw: bool = False


def source(capture: Capture, told: Told, about: About, problems: Iterable[Problem] = ()) -> Source:
    """The article of a capture. What the user gave fills what the source does not tell.

    A day that is only read off the figures in a page or its address is less sure than one that the user gave.

    Raises InputError where there is no text, or more than an article has.
    """
    problems = list(problems)
    published, basis = (told.published or None), told.basis
    if about.published and (not published or basis in UNSURE):
        published, basis = day(about.published, capture.address), "given"
    text = told.text if told.raw else tidy(told.text)
    title = tidy_name(told.title or about.title or "")
    if not told.raw:
        mended = None if is_sound(text) else mend(text)
        if mended is not None:
            text = mended[0]
            problems.append(Problem(f"the text was {mended[1]}; mended", None, "intake"))
            better = mend(title)
            title = better[0] if better is not None else title
        text = under_headline(title, text)
    if not any(character.isalpha() for character in text):
        raise InputError("has no text in it")
    if len(text) > LARGEST:
        raise InputError(f"is a text of {len(text) / 1_000_000:.0f} million letters, no single article")
    outlet = tidy_name(told.outlet or about.outlet or "") or None
    url = told.url or None
    document = Document(
        id=told.id or about.id or content_id(outlet, url, published, text),
        text=text,
        published=published,
        outlet=outlet,
        title=title or None,
        url=url,
    )
    return Source(capture, document, tidy_name(told.author), basis if published else "", tuple(problems))


def content_id(outlet: str | None, url: str | None, published: str | None, text: str) -> str:
    """The id of an article by what it is: the same for the same outlet, address, day and text."""
    parts = "\x1f".join((outlet or "", url or "", published or "", text))
    return "a" + hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:16]


def tidy(text: str) -> str:
    """A text with a paragraph a line: no empty lines, no control characters, single blanks."""
    lines = (BLANKS.sub(" ", CONTROL.sub("", line)).strip() for line in BREAK.split(text))
    return "\n".join(line for line in lines if line)


def is_sound(text: str) -> bool:
    """Whether nearly all that is not ASCII are letters and marks of Arabic, as in no text of a wrong encoding."""
    outside = len(OUTSIDE.findall(text))
    return len(ARABIC.findall(text)) >= SOUND * outside


def unwrapped(lines: list[str]) -> str:
    """Lines that were broken at the edge of a page or mail, joined to paragraphs.

    A line goes on in the next when it is nearly as long as the longest ones and no empty line follows.
    """
    lengths = sorted(len(line) for line in lines if line)
    if not lengths:
        return ""
    full = FULL_LINE * lengths[int(len(lengths) * 0.9)]
    parts: list[str] = []
    goes_on = False
    for line in lines:
        if line and goes_on:
            parts[-1] += " " + line
        elif line:
            parts.append(line)
        goes_on = bool(line) and len(line) >= full and line.rstrip('"\u00bb\u201d)')[-1:] not in STOPS
    return "\n".join(parts)


def tidy_name(text: str) -> str:
    """A title or name in one line, without control characters and marks that turn the direction of writing."""
    kept = "".join(
        c for c in " ".join(text.split()) if unicodedata.category(c) not in ("Cc", "Cs", "Cf") or c == "\u200c"
    )
    return kept[: 5 * NAME_LETTERS].strip()


def under_headline(title: str, text: str) -> str:
    """A text with its headline in front, unless it is there already."""
    if not title:
        return text
    bare = letters(title)
    for line in text.split("\n", HEAD_LINES)[:HEAD_LINES]:
        if letters(line) == bare:
            return text
    return f"{title}\n{text}" if text else title


def letters(text: str) -> str:
    """The letters and digits of a text, to compare headlines by."""
    return "".join(c for c in text if c.isalnum())
