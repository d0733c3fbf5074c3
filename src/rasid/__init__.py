"""Rasid reads Arabic conflict reporting: who did, threatened, claimed or denied what, and who says so.

from rasid import read

reading = read(text, published="2023-12-14")
for assertion in reading.assertions:
    print(assertion.kind, assertion.plover, reading.quote(assertion.span))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasid.errors import AssemblyError, InputError, KnowledgeError, RasidError
from rasid.model import Assertion, Document, Event, Mention, Problem, Reading, Span
from rasid.version import VERSION

__version__ = VERSION

if TYPE_CHECKING:
    from rasid.run.pipeline import Reader, read

__all__ = [
    "AssemblyError",
    "Assertion",
    "Document",
    "Event",
    "InputError",
    "KnowledgeError",
    "Mention",
    "Problem",
    "RasidError",
    "Reader",
    "Reading",
    "Span",
    "__version__",
    "read",
]


def __getattr__(name: str) -> Any:
    """`Reader` and `read`, brought in only when asked for: the stages take a while to import."""
    if name in {"Reader", "read"}:
        from rasid.run import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
