"""The pipeline: the language's stages and the extraction stages in one list, and a reader that applies them."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from rasid.errors import InputError
from rasid.extract.actors import find_actors
from rasid.extract.assertions import find_assertions
from rasid.extract.confidence import weigh_assertions
from rasid.extract.coreference import resolve_actors
from rasid.extract.events import find_events
from rasid.extract.places import find_places
from rasid.extract.weapons import find_weapons
from rasid.knowledge.load import Knowledge, Spelling, load_knowledge
from rasid.lang.ar.calendars import find_times
from rasid.lang.ar.clauses import find_chunks, find_clauses, relation_of
from rasid.lang.ar.inflection import nominal_forms, relational_forms, romanise
from rasid.lang.ar.lemmas import find_lemmas
from rasid.lang.ar.letters import definite_key, fold, key
from rasid.lang.ar.nouns import oblique
from rasid.lang.ar.quantities import find_quantities
from rasid.lang.ar.tokens import find_tokens
from rasid.model import Document, MadeWith, Reading, Stage, check_order
from rasid.text.blocks import find_blocks
from rasid.text.quotes import find_quotes
from rasid.text.sentences import find_sentences
from rasid.version import VERSION

ARABIC = Spelling(fold, key, nominal_forms, relational_forms, romanise, relation_of, definite_key, oblique)

STAGES: tuple[Stage, ...] = (
    find_blocks,
    find_sentences,
    find_quotes,
    find_tokens,
    find_lemmas,
    find_times,
    find_quantities,
    find_weapons,
    find_actors,
    find_clauses,
    find_chunks,
    find_places,
    resolve_actors,
    find_events,
    find_assertions,
    weigh_assertions,
)


def load(folder: Path | None = None) -> Knowledge:
    """The Arabic knowledge of a folder, the packaged one by default.

    Raises KnowledgeError where a sheet is malformed.
    """
    return load_knowledge(ARABIC, folder)


class Reader:
    """Reads documents with one set of knowledge, loaded once."""

    def __init__(self, knowledge: Knowledge | None = None, stages: tuple[Stage, ...] = STAGES) -> None:
        check_order(stages)
        self.knowledge = load() if knowledge is None else knowledge
        self.stages = stages

    def read(self, document: Document) -> Reading:
        """The reading of a document."""
        reading = Reading(document, made_with=MadeWith(VERSION, self.knowledge.hash))
        for step in self.stages:
            reading = step.run(reading, self.knowledge)
        return reading


def document_of(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    id: str | None = None,
) -> Document:
    """A document of a text, its id made of outlet and text where none is given.

    Raises InputError where `published` is no ISO date.
    """
    if published is not None:
        try:
            published = date.fromisoformat(published[:10]).isoformat()
        except ValueError as error:
            raise InputError(f"published: {published!r} is no date; write it as YYYY-MM-DD, e.g. 2023-12-14") from error
    if id is None:
        id = hashlib.sha256(f"{outlet or ''}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Document(id, text, published, outlet, title)


def read(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    id: str | None = None,
) -> Reading:
    """The reading of one article's text.

    `published` is an ISO date that relative times count from. Fetches the knowledge anew, from the
    cache of the command line where it is there; to read many articles, keep a `Reader`.
    Raises InputError for a bad date.
    """
    from rasid.run.cache import load_cached  # which itself needs this module

    return Reader(load_cached()).read(document_of(text, published=published, outlet=outlet, title=title, id=id))
