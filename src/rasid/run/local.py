"""Many articles, one after the other, in this process; one that breaks the reader does not stop the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from rasid.errors import InputError
from rasid.ingest.files import Article
from rasid.model import Document, Reading


class Reads(Protocol):
    """Whatever makes a reading of a document."""

    def read(self, document: Document) -> Reading:
        """The reading of a document."""


@dataclass(frozen=True, slots=True)
class Failure:
    """An article on which the reader itself broke, and how."""

    document: Document
    error: Exception

    def __str__(self) -> str:
        where = f" at {trail}" if (trail := self.trail()) else ""
        return (
            f"{self.document.id}: the reader broke on this article ({type(self.error).__name__}: {self.error}){where}; "
            "this is a fault in Rasid, please report it with the text"
        )

    def trail(self) -> str:
        """The function and line that raised."""
        step = self.error.__traceback__
        while step is not None and step.tb_next is not None:
            step = step.tb_next
        return "" if step is None else f"{step.tb_frame.f_code.co_qualname}, line {step.tb_lineno}"


def read_all(reader: Reads, articles: Iterable[Article | InputError]) -> Iterator[Reading | Failure | InputError]:
    """A reading of each article in turn; input errors pass through, and a broken reader makes a Failure."""
    for article in articles:
        if isinstance(article, InputError):
            yield article
            continue
        try:
            reading = reader.read(article.document)
        except Exception as error:
            yield Failure(article.document, error)
        else:
            yield replace(reading, problems=(*article.problems, *reading.problems))
