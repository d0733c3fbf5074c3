"""What the tests of extraction look up in a reading."""

from __future__ import annotations

from rasid.model import ActorRef, Assertion, Kind, Party, PlaceRef, Reading
from tests.build import reading


def actor(text: str, part: str) -> ActorRef:
    """The actor that the last mention with some words names; the article may be left out."""
    made = reading(text)
    found = [
        m.value
        for m in made.mentions_of(Kind.ACTOR)
        if made.quote(m.span) in (part, part.removeprefix("ال")) and isinstance(m.value, ActorRef)
    ]
    assert found, f"{part} is no actor"
    return found[-1]


def actors(text: str) -> list[str]:
    """The names of all actors, adjectives left out."""
    values = [m.value for m in reading(text).mentions_of(Kind.ACTOR)]
    return [v.name for v in values if isinstance(v, ActorRef) and not v.adjective]


def place(text: str, part: str) -> PlaceRef:
    """The place whose mention holds some words."""
    made = reading(text)
    at = text.index(part) + len(part) - 1
    found = [m.value for m in made.mentions_of(Kind.PLACE) if m.span.start <= at < m.span.end]
    assert found and isinstance(found[0], PlaceRef), f"{part} is no place"
    return found[0]


def told(text: str, *, published: str | None = None, **wanted: str) -> tuple[Reading, Assertion]:
    """The reading of a text and its one assertion with these values."""
    made = reading(text, published=published)
    found = [a for a in made.assertions if all(getattr(a, name) == value for name, value in wanted.items())]
    assert len(found) == 1, [(a.kind, a.plover, a.factuality.value, made.quote(a.span)) for a in made.assertions]
    return made, found[0]


def names(parties: tuple[Party, ...]) -> list[str]:
    """The names of parties."""
    return [p.name for p in parties]
