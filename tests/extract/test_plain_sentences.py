"""Plain sentences of the press with what is told in them, as `plain.txt` says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rasid.model import Assertion
from tests.build import reading

TABLE = Path(__file__).with_name("plain.txt")
PUBLISHED = "2024-05-08"


def rows() -> Iterator[tuple[str, str]]:
    """Each sentence with the lines that stand under it."""
    blocks: list[list[str]] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            if line[0].isspace():
                blocks[-1].append(line.strip())
            else:
                blocks.append([line])
    yield from ((sentence, "\n".join(lines)) for sentence, *lines in blocks)


def line(told: Assertion) -> str:
    """An assertion in the form of the table."""
    sides = [", ".join(party.name for party in side) or "-" for side in (told.source, told.target)]
    place = told.place.name if told.place is not None else "-"
    harms = [f"{word} {n}" for word, n in (("killed", told.killed), ("wounded", told.wounded)) if n is not None]
    kind = " ".join(filter(None, (told.kind, told.plover)))
    factuality = "" if told.factuality.value == "asserted" else f" ({told.factuality.value})"
    return " | ".join(filter(None, (kind + factuality, " > ".join(sides), place, ", ".join(harms))))


@pytest.mark.parametrize(("sentence", "wanted"), list(rows()))
def test_a_plain_sentence_is_told(sentence: str, wanted: str) -> None:
    made = reading(sentence, published=PUBLISHED)
    assert "\n".join(line(told) for told in made.assertions) == wanted
