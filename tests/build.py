"""One-line builders of what the tests need."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from rasid.model import Document, Reading

if TYPE_CHECKING:
    from rasid import Reader

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "rasid"
SHARED = ROOT.parent / "shared"


@cache
def reader() -> Reader:
    """The reader with the packaged knowledge, loaded once for all tests."""
    from rasid import Reader

    return Reader()


def reading(text: str, *, published: str | None = None, outlet: str | None = None, id: str = "test") -> Reading:
    """The reading of a text."""
    return reader().read(Document(id, text, published=published, outlet=outlet))


def shared(path: str) -> Path:
    """A file or folder of the shared material; where that does not lie beside the checkout the test is skipped."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"needs the shared material, which is not here: {path}")
    return found
