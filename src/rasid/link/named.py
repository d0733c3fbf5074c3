"""Actors and places that a person names: by id, or by a name that means one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from rasid.knowledge.load import Knowledge
from rasid.link.features import distance_km
from rasid.model import Party, PlaceValue
from rasid.model.record import Where

TWINS_KM = 15.0  # places of one name and country that lie nearer are one place
SHOWN = 8  # candidates that a message lists


class SeveralError(ValueError):
    """A name that means several; the message lists them."""


@dataclass(frozen=True, slots=True)
class _Body:
    """An organ of a state that has no entry of its own."""

    id: str
    name: str
    country: str
    heads: tuple[str, ...]


def actor_named(text: str, knowledge: Knowledge) -> Party:
    """The actor of an id or name; a description in the words given where the sheets know none.

    A question mark before it marks a speaker who is not named. Raises SeveralError where the name is that of several.
    """
    anonymous, text = text.startswith("?"), text.removeprefix("?").strip()
    found = {} if anonymous else {p.entry: p for p in actors_named(text, knowledge)}
    if len(found) > 1:
        ids = ", ".join(f"{p.entry} ({p.name})" for p in list(found.values())[:SHOWN])
        raise SeveralError(f"{text!r} names several; give the id of one: {ids}")
    return next(iter(found.values()), None) or described(text, knowledge, anonymous)


def described(text: str, knowledge: Knowledge, anonymous: bool) -> Party:
    """People who are described: in English as the sheets call them, where they know the word."""
    words = knowledge.words(text)
    for generic in knowledge.generics:
        if text.casefold() == generic.name.casefold() or any(knowledge.words(form) == words for form in generic.forms):
            arabic = generic.forms[0] if text.isascii() else text
            return Party(generic.name, arabic, anonymous=anonymous or generic.anonymous == "yes", type=generic.type)
    return Party(text, "" if text.isascii() else text, anonymous=anonymous)


def actors_named(text: str, knowledge: Knowledge) -> Iterator[Party]:
    """The actors of an id or name."""
    latin, words = text.casefold(), knowledge.words(text)
    for actor in knowledge.actors:
        names = (*actor.names, *actor.shared)
        if latin in (actor.id, actor.name.casefold()) or any(knowledge.words(n) == words for n in names):
            yield Party(actor.name, (*names, actor.name)[0], None, actor.id, type=actor.type, country=actor.country)
    for state in knowledge.states:
        if latin in (state.id, state.name.casefold()) or any(knowledge.words(n) == words for n in state.names):
            yield Party(state.name, state.arabic, None, state.id, type="government", country=state.iso3)
    for body in knowledge.derived("organs by name", _bodies):
        if latin in (body.id, body.name.casefold()) or (words and text in body.heads):
            yield Party(body.name, body.heads[0], None, body.id, type="state_force", country=body.country)


def _bodies(knowledge: Knowledge) -> tuple[_Body, ...]:
    known = {actor.name.casefold() for actor in knowledge.actors}
    return tuple(body for body in _each_body(knowledge) if body.name.casefold() not in known)


def _each_body(knowledge: Knowledge) -> Iterator[_Body]:
    for state in knowledge.states:
        adjectives = [form for a in state.adjectives for form in knowledge.spelling.relational(a)]
        for organ in knowledge.organs:
            name = organ.name.format(adjective=state.adjective, state=state.name)
            heads = tuple(f"{head} {form}" for head in organ.heads for form in adjectives)
            if heads:
                yield _Body(f"{state.id}.{organ.id}", name, state.iso3, heads)


def place_named(text: str, knowledge: Knowledge) -> PlaceValue:
    """The place of an id, of a name, or of a country's code and a name (SYR:Homs).

    Raises SeveralError where several places bear the name, and ValueError where none does.
    """
    found = list(_apart(places_named(text, knowledge)))
    if not found:
        raise ValueError(f"no place of the sheets or the gazetteer is called {text!r}; see rasid knowledge find")
    if len(found) > 1:
        ids = ", ".join(f"{p.entry} ({p.name}, {p.country})" for p in found[:SHOWN])
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        raise SeveralError(f"{text!r} names several places; give the id of one: {ids}{more}")
    return found[0]


def _apart(places: Iterable[PlaceValue]) -> Iterator[PlaceValue]:
    """Places, of those that lie together only the first."""
    seen: list[PlaceValue] = []
    for place in places:
        if not any(other.country == place.country and _near(other, place) for other in seen):
            seen.append(place)
            yield place


def _near(one: PlaceValue, other: PlaceValue) -> bool:
    at = partial(Where, "", "", "", ())
    apart = distance_km(at(one.lat, one.lon), at(other.lat, other.lon))
    return apart is not None and apart <= TWINS_KM


def places_named(text: str, knowledge: Knowledge) -> Iterator[PlaceValue]:
    """The places of an id or name, or of a country's code and a name."""
    country, colon, name = text.partition(":")
    if not colon or len(country) != len("SYR"):
        country, name = "", text
    latin, words = name.strip().casefold(), knowledge.words(name)
    for entry in knowledge.places:
        if country in ("", entry.country) and (
            latin in (entry.id, entry.name.casefold())
            or any(knowledge.words(n) == words for n in (*entry.names, *entry.shared))
        ):
            lat, lon, precision = (float(v) if v else None for v in (entry.lat, entry.lon, entry.precision))
            arabic = (*entry.names, *entry.shared, entry.name)[0]
            yield PlaceValue(entry.name, arabic, entry.country, lat, lon, precision, None, None, entry.id)
    for row in chain(knowledge.gazetteer, knowledge.own.rows() if knowledge.own else ()):
        if country in ("", row.country) and (
            latin in (row.id, row.name.casefold())
            or any(knowledge.words(n) == words for n in (*row.names, *row.shared))
        ):
            arabic = (*row.names, *row.shared, row.name)[0]
            where = (row.lat, row.lon, row.precision, row.geonames_id or None, None, row.id)
            yield PlaceValue(row.name, arabic, row.country, *where)
