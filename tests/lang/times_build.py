"""Readings of short texts with words cut plainly, for the tests of times and quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rasid.knowledge.load import Knowledge, load_sheet, packaged
from rasid.lang.ar.letters import fold, key
from rasid.model import Document, Features, Reading, Sentence, Span, Token
from rasid.run.pipeline import ARABIC

WORD = re.compile(r"\d+(?:[.,/:\u066b\u066c-]\d+)*|[^\W\d_](?:[^\W\d_]|[\u064b-\u0652])*(?:\d+)?|[^\w\s]")
FUNCTION = frozenset(("في", "من", "إلى", "على", "عن", "منذ", "حتى", "قبل", "بعد", "خلال", "مع", "بين", "إن", "أن"))


@cache
def knowledge() -> Knowledge:
    """The sheets of times and units alone."""
    sheets = []
    for name in ("times", "units"):
        text = packaged().joinpath("ar", f"{name}.yaml").read_text(encoding="utf-8")
        sheets.append(load_sheet(f"ar/{name}.yaml", text))
    return Knowledge(tuple(sheets), {}, (), "", ARABIC)


def words(text: str, offset: int = 0) -> Iterator[Token]:
    """Plain tokens of a text: a future verb is told by its first letters, nothing else is analysed."""
    for match in WORD.finditer(text):
        norm = fold(match[0])
        ahead = re.fullmatch(r"[وف]?س[يتن]\w{3,}", norm) is not None
        function = "future" if ahead else "preposition" if match[0] in FUNCTION else None
        pos = "VERB" if ahead else "ADP" if function else "NOUN" if norm[:1].isalpha() else "PUNCT"
        keys = tuple(dict.fromkeys((key(norm), key(norm.lstrip("وف")))))
        span = Span(offset + match.start(), offset + match.end())
        yield Token(span, norm, norm, norm, pos, keys, (), Features(), function)


def plain(text: str, published: str | None = None) -> Reading:
    """A reading of one sentence, its words cut and nothing found yet."""
    sentences = (Sentence(Span(0, len(text))),)
    return Reading(Document("test", text, published=published), sentences=sentences, tokens=tuple(words(text)))
