"""Questions with lists of values: written once, asked with any number of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import BindParameter, Connection, Delete, Row, Select, bindparam
from sqlalchemy.sql.selectable import CompoundSelect

V = TypeVar("V")
CHUNK = 400  # values of one list
SOME: BindParameter[list[Any]] = bindparam("some", expanding=True)  # the list of a statement that is kept


def chunks(values: Iterable[V], size: int = CHUNK) -> Iterator[list[V]]:
    """Values in lists of at most so many."""
    rest = iter(values)
    while found := list(islice(rest, size)):
        yield found


def rows(
    connection: Connection, question: Select[Any] | CompoundSelect[Any], values: Iterable[Any], **given: Any
) -> Iterator[Row[Any]]:
    """The rows of a question with `SOME` in it, for all these values."""
    for some in chunks(values):
        yield from connection.execute(question, {"some": some, **given}).all()


def column(connection: Connection, question: Select[Any], values: Iterable[Any], **given: Any) -> list[Any]:
    """The first column of such a question."""
    return [row[0] for row in rows(connection, question, values, **given)]


def remove(connection: Connection, line: Delete, values: Iterable[Any]) -> None:
    """Delete what a statement with `SOME` in it names, for all these values."""
    for some in chunks(values):
        connection.execute(line, {"some": some})
