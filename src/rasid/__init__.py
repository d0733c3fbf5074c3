"""Rasid reads Arabic conflict reporting: who did, threatened, claimed or denied what, and who says so.

from rasid import read

reading = read(text, published="2023-12-14")
for assertion in reading.assertions:
    print(assertion.kind, assertion.plover, reading.quote(assertion.span))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasid.errors import AssemblyError, InputError, KnowledgeError, RasidError, RecordError
from rasid.model import Assertion, Document, Event, Mention, Problem, Reading, Span
from rasid.model.query import Query
from rasid.version import VERSION

__version__ = VERSION

if TYPE_CHECKING:
    from rasid.run.pipeline import Reader, read
    from rasid.run.record import ask
    from rasid.store.record import open_record

__all__ = [
    "AssemblyError",
    "Assertion",
    "Document",
    "Event",
    "InputError",
    "KnowledgeError",
    "Mention",
    "Problem",
    "Query",
    "RasidError",
    "Reader",
    "Reading",
    "RecordError",
    "Span",
    "__version__",
    "ask",
    "open_record",
    "read",
]


def __getattr__(name: str) -> Any:
    """`Reader`, `read`, `open_record` and `ask`, brought in only when asked for: they take a while to import."""
    if name in {"Reader", "read"}:
        from rasid.run import pipeline

        return getattr(pipeline, name)
    if name == "open_record":
        from rasid.store.record import open_record

        return open_record
    if name == "ask":
        from rasid.run.record import ask

        return ask
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
