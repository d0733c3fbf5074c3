"""Articles from files, streams and JSON lines: each a Document, or an InputError that says what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import msgspec

from rasid.errors import InputError
from rasid.model import Document, Problem
from rasid.text.decode import LARGEST, decode, mend


@dataclass(frozen=True, slots=True)
class About:
    """What is known of an article beside its text."""

    id: str | None = None
    published: str | None = None
    outlet: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A document, with what was odd about its bytes."""

    document: Document
    problems: tuple[Problem, ...] = ()


class Row(msgspec.Struct):
    """A line of a JSON-lines file of articles; other keys are let by."""

    text: str
    id: str | int | None = None
    published: str | None = None
    outlet: str | None = None
    title: str | None = None


def day(said: str | None, where: str) -> str | None:
    """An ISO date from an ISO date or moment.

    Raises InputError where it is neither.
    """
    if not said:
        return None
    with suppress(ValueError):
        return date.fromisoformat(said).isoformat()
    try:
        return datetime.fromisoformat(said).date().isoformat()
    except ValueError as error:
        raise InputError(f"{where}: {said!r} is no date; write it as YYYY-MM-DD, such as 2023-12-14") from error


def load_file(path: Path, about: About) -> Article:
    """The article in a text file; its id is the file's stem unless another is given."""
    name = str(path)
    try:
        if path.is_dir():
            raise InputError(f"{name}: is a folder; name the files in it, such as {name.rstrip('/')}/*.txt")
        size = path.stat().st_size
        if size > LARGEST:
            raise too_long(name, size)
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise InputError(f"{name}: no such file; check the name and the folder") from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise InputError(f"{name}: cannot be read ({reason}); check that you may read it") from error
    return load_bytes(data, name, about, path.stem)


def load_bytes(data: bytes, name: str, about: About, stem: str) -> Article:
    """The article in bytes of whatever encoding; `name` is what messages call it, `stem` its id where none is given."""
    if len(data) > LARGEST:
        raise too_long(name, len(data))
    text, problems = decode(data, name)
    return article(text, name, about, stem, problems)


def article(text: str, name: str, about: About, stem: str, problems: Iterable[Problem] = ()) -> Article:
    """The article of a text that is already decoded."""
    if not any(character.isalpha() for character in text):
        raise InputError(f"{name}: has no letters in it; give it the text of an article")
    document = Document(
        id=about.id or stem,
        text=text,
        published=day(about.published, name),
        outlet=about.outlet,
        title=about.title,
    )
    return Article(document, tuple(problems))


def load_lines(lines: Iterable[bytes], name: str, about: About) -> Iterator[Article | InputError]:
    """The articles of a JSON-lines stream, and in the place of each broken line an InputError with its number.

    What a line does not say is taken from `about`. Empty lines are let by.
    """
    decoder = msgspec.json.Decoder(Row)
    for number, line in enumerate(lines, start=1):
        where = f"{name}, line {number}"
        plain = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not plain:
            continue
        try:
            if len(plain) > LARGEST:
                raise too_long(where, len(plain))
            row = decoder.decode(plain)
            own = About(
                id=None if row.id is None else str(row.id),
                published=row.published or about.published,
                outlet=row.outlet or about.outlet,
                title=row.title or about.title,
            )
            yield row_article(row.text, where, own, f"{Path(name).stem}-{number}")
        except InputError as error:
            yield error
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            wanted = '{"id": "...", "published": "YYYY-MM-DD", "outlet": "...", "title": "...", "text": "..."}'
            yield InputError(f"{where}: {reason_of(error)}; a line looks like {wanted}")


def row_article(text: str, name: str, about: About, stem: str) -> Article:
    """The article of a text out of JSON: the bytes were right, but it may have been broken before."""
    mended = mend(text)
    if mended is None:
        return article(text, name, about, stem)
    better, encoding = mended
    problem = Problem(f"the text was {encoding}; mended", None, "decode")
    return article(better, name, about, stem, [problem])


def reason_of(error: Exception) -> str:
    """Why a line could not be read, in one phrase."""
    said = " ".join(str(error).split())
    lower = said[:2] != said[:2].upper()
    return f"{said[:1].lower() if lower else said[:1]}{said[1:]}" if said else "not valid JSON"


def too_long(name: str, size: int) -> InputError:
    """The error for a text that no article is as long as."""
    least = f"is {said(size)}" if size > LARGEST + 1 else f"is more than {said(LARGEST)}"
    return InputError(f"{name}: {least}, no single article; cut it into articles of at most {said(LARGEST)}")


def said(size: int) -> str:
    """A size in megabytes."""
    return f"{size / 1_000_000:.0f} MB"
