"""Sentences cut into clauses as `clauses.txt` says: kinds, words, and what governs each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rasid.model import Clause, Reading
from tests.build import reading

TABLE = Path(__file__).with_name("clauses.txt")
INDENT = "    "
MARKS = ' .،؛:«»"!؟…-'
NOTHING = "-"
WRONG = "! "


def rows() -> Iterator[tuple[str, str]]:
    """Each sentence with its tree."""
    blocks: list[list[str]] = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith(INDENT):
            blocks.append([line])
        else:
            blocks[-1].append(line)
    yield from ((sentence, "\n".join(tree)) for sentence, *tree in blocks)


def tree(made: Reading) -> str:
    """The clauses of a reading as the table writes them."""
    return "\n".join(line(made, clause) for clause in made.clauses if clause.kind == "main" or words(made, clause))


def line(made: Reading, clause: Clause) -> str:
    """A clause: as deep as it is governed, its kind, the word it describes, its words."""
    described = ""
    if clause.kind == "relative" and clause.anchor is not None:
        described = f" ({made.quote(made.tokens[clause.anchor].span)})"
    return f"{INDENT * (1 + depth(made, clause))}{clause.kind}{described}: {words(made, clause) or NOTHING}"


def depth(made: Reading, clause: Clause) -> int:
    """How many clauses stand over a clause."""
    return 0 if clause.governor is None else 1 + depth(made, made.clauses[clause.governor])


def words(made: Reading, clause: Clause) -> str:
    """The words of a clause without the marks at its ends."""
    if clause.last <= clause.first:
        return ""
    return made.quote(made.tokens[clause.first].span.to(made.tokens[clause.last - 1].span)).strip(MARKS)


@pytest.mark.parametrize(("sentence", "wanted"), [row for row in rows() if not row[0].startswith(WRONG)])
def test_a_sentence_has_its_clauses(sentence: str, wanted: str) -> None:
    assert tree(reading(sentence)) == wanted


@pytest.mark.parametrize(("sentence", "wanted"), [row for row in rows() if row[0].startswith(WRONG)])
def test_what_is_known_to_be_wrong_is_wrong_still(sentence: str, wanted: str) -> None:
    assert tree(reading(sentence[len(WRONG) :].split(" | ")[0])) != wanted


def test_few_sentences_are_known_to_be_wrong() -> None:
    wrong = [sentence for sentence, _ in rows() if sentence.startswith(WRONG)]
    assert len(wrong) <= 0.03 * len(list(rows()))
