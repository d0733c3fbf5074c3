"""Which column of a table holds what: given on the command line, guessed from English names, or kept in a TOML file."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path

from rasid.errors import InputError


@dataclass(frozen=True, slots=True)
class Mapping:
    """The names of the columns for text, title and so on, and how the table is written.

    A name with dots (`body.text`) leads into objects of a JSON line. `date_format` is a pattern as of strptime, such as
    `%d/%m/%Y`; ISO dates need none. An empty field is guessed.
    """

    text: str = ""
    title: str = ""
    published: str = ""
    outlet: str = ""
    url: str = ""
    author: str = ""
    id: str = ""
    date_format: str = ""
    delimiter: str = ""
    encoding: str = ""
    sheet: str = ""


EMPTY = Mapping()
COLUMNS = ("text", "title", "published", "outlet", "url", "author", "id")
SETTINGS = ("date_format", "delimiter", "encoding", "sheet")
GUESSES = {
    "text": (
        "text",
        "body",
        "content",
        "article",
        "message",
        "full_text",
        "fulltext",
        "article_text",
        "maintext",
        "story",
    ),
    "title": ("title", "headline", "heading", "subject"),
    "published": (
        "published",
        "date",
        "published_at",
        "publish_date",
        "publication_date",
        "pubdate",
        "date_published",
        "datetime",
        "created_at",
        "timestamp",
    ),
    "outlet": ("outlet", "source", "publisher", "site", "website", "newspaper", "channel", "domain"),
    "url": ("url", "link", "permalink", "address", "href", "source_url"),
    "author": ("author", "authors", "by", "byline", "writer", "reporter"),
    "id": ("id", "article_id", "doc_id", "uuid"),
}


def parse_mapping(said: str, known: Mapping = EMPTY) -> Mapping:
    """A mapping out of `text=body,published=date`, beside what one that is known says of other names.

    Raises InputError for what is no pair or no name of ours.

    >>> parse_mapping("text=body, published=date").published
    'date'
    """
    found = known
    for pair in said.split(","):
        name, is_pair, column = (part.strip() for part in pair.partition("="))
        if name not in (*COLUMNS, *SETTINGS) or not is_pair or not column:
            names = ", ".join((*COLUMNS, *SETTINGS))
            raise InputError(f"--map {said}: {pair.strip()!r} is not NAME=COLUMN with a name out of {names}")
        found = replace(
            found, **{name: {"tab": "\t", "comma": ","}.get(column, column) if name == "delimiter" else column}
        )
    return found


def load_mapping(path: Path) -> Mapping:
    """The mapping kept in a TOML file; raises InputError where it is none."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); check the name") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f'{path}: is no TOML ({error}); a mapping has lines such as text = "body"') from error
    columns = said.get("columns", {})
    if not isinstance(columns, dict) or set(said) - {"columns", *SETTINGS} or set(columns) - set(COLUMNS):
        odd = sorted(
            (set(said) - {"columns", *SETTINGS}) | (set(columns) - set(COLUMNS) if isinstance(columns, dict) else set())
        )
        raise InputError(
            f"{path}: does not know {', '.join(odd) or 'columns'}; [columns] may hold {', '.join(COLUMNS)}"
        )
    flat = {**{name: said[name] for name in SETTINGS if name in said}, **columns}
    for name, value in flat.items():
        if not isinstance(value, str):
            raise InputError(f"{path}: {name} = {value!r} is no name in quotes")
    return Mapping(**flat)


def save_mapping(mapping: Mapping, path: Path) -> None:
    """Keep a mapping in a TOML file, which `load_mapping` reads."""
    lines = [f"{name} = {quoted(value)}" for name in SETTINGS if (value := getattr(mapping, name))]
    lines += ["", "[columns]"] if lines else ["[columns]"]
    lines += [f"{name} = {quoted(value)}" for name in COLUMNS if (value := getattr(mapping, name))]
    try:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror or error}); check the folder") from error


def quoted(value: str) -> str:
    """A string as TOML writes it."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def guessed(mapping: Mapping, columns: Iterable[str]) -> Mapping:
    """A mapping with what it leaves open guessed from the names of columns."""
    known = {column.strip().casefold().replace(" ", "_"): column for column in reversed(list(columns))}
    found: dict[str, str] = {}
    for field in fields(mapping):
        if field.name in GUESSES and not getattr(mapping, field.name):
            found[field.name] = next((known[name] for name in GUESSES[field.name] if name in known), "")
    return replace(mapping, **found)
