"""The packages of the `intake` extra: asked for when first needed, and named where one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rasid.errors import InputError

# What parsers written by others raise on data that nobody thought of.
BREAKS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


@contextmanager
def wanted(package: str, what: str) -> Iterator[None]:
    """Imports inside that fail raise InputError, which says what to install."""
    try:
        yield
    except ImportError as error:
        raise InputError(f'needs the package {package} to read {what}; pip install "rasid[intake]"') from error
