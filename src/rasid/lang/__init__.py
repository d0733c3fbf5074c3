"""Languages: grammar as code. A language lends its letters to knowledge and its stages to the pipeline."""

from __future__ import annotations

from importlib import import_module
from typing import Protocol, cast

from rasid.errors import InputError
from rasid.model import Stage


class Language(Protocol):
    """What a language room offers."""

    code: str

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that make words of sentences, in order."""

    def fold(self, text: str) -> str:
        """A text with its letters made comparable."""

    def key(self, word: str) -> str:
        """The key by which a word of a sheet is matched."""


LANGUAGES = {"ar": "rasid.lang.ar.language"}


def get(code: str) -> Language:
    """The language of a code ("ar").

    Raises InputError where there is none.
    """
    if code not in LANGUAGES:
        raise InputError(f"no language {code!r}; known are {', '.join(sorted(LANGUAGES))}")
    return cast(Language, import_module(LANGUAGES[code]).LANGUAGE)
