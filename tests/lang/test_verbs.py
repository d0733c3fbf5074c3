"""Verbs whose forms stand in `verbs.txt`: each form is known as what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rasid.knowledge.load import FormRow
from rasid.lang.ar.letters import key
from rasid.lang.ar.nouns import nominal_vocabulary, noun_table
from tests.build import reader

TABLE = Path(__file__).with_name("verbs.txt")
SHAPES = ("past 3ms", "present 3ms", "past 3fs", "past 3mp", "present 3mp", "participle_active", "masdar")
SIMPLE = 3  # letters of a simple verb, whose verbal noun no rule makes


def rows() -> Iterator[tuple[str, str, str]]:
    """Each form with its verb and what it is."""
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            lemma, *_ = forms = [cell.strip() for cell in line.split("|")]
            yield from ((lemma, form, shape) for form, shape in zip(forms, SHAPES, strict=True) if form != "-")


def shape_of(row: FormRow) -> str:
    """What a row says that a form is, in the words of the table."""
    return f"{row.tense} {row.person}{row.gender}{row.number}" if row.pos == "verb" else row.pos


def known(form: str) -> list[tuple[str, str]]:
    """The lemmas and shapes that a form is known by, as it is spelled."""
    rows = reader().knowledge.forms.get(key(form), ())
    return [(row.lemma, shape_of(row)) for row in rows if row.form == form]


@pytest.mark.parametrize(("lemma", "form", "shape"), list(rows()))
def test_a_form_is_known_as_what_it_is(lemma: str, form: str, shape: str) -> None:
    knowledge = reader().knowledge
    if shape == "masdar" and len(lemma) <= SIMPLE:
        assert (knowledge.lemma(lemma), shape) in known(form) or key(form) in {
            *noun_table(knowledge),
            *nominal_vocabulary(knowledge),
        }
    else:
        assert (knowledge.lemma(lemma), shape) in known(form)
