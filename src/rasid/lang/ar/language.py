"""Arabic as a language of the pipeline."""

from __future__ import annotations

from dataclasses import dataclass

from rasid.lang.ar.letters import fold, key
from rasid.lang.ar.tokens import find_tokens
from rasid.model import Stage


@dataclass(frozen=True, slots=True)
class Arabic:
    """Arabic: its code, its letters and the stage that makes its words."""

    code: str = "ar"
    stages: tuple[Stage, ...] = (find_tokens,)

    def fold(self, text: str) -> str:
        """A text with its letters made comparable."""
        return fold(text)

    def key(self, word: str) -> str:
        """The key by which a word of a sheet is matched."""
        return key(word)


LANGUAGE = Arabic()
