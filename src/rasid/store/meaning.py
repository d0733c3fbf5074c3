"""What a query means: its codes checked, its names of actors and places turned into those that the record has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from math import isfinite

from sqlalchemy import Connection, or_, select

from rasid.errors import RecordError
from rasid.knowledge.scheme import load_scheme
from rasid.model.query import Query
from rasid.store import tables
from rasid.store.fields import AFAR, FACTUALITY, KINDS

STANCES = ("claimed", "denied", "claimed_and_denied", "attributed", "none")
VERDICTS = ("pending", "accepted", "rejected")
STATUSES = ("open", "condition_met", "carried_out", "lapsed", "withdrawn")
ROLES = ("any", "source", "target", "addressee", "speaker")
CODE = 3  # letters of the code of a country
Names = Callable[[str], list[str]]


def checked(query: Query) -> Query:
    """A query whose codes are such and whose numbers can be; codes are taken in any case.

    Raises RecordError that says what there is.
    """
    codes, modes = plover()
    types = tuple(type_.upper() for type_ in query.types)
    countries = tuple(code.upper() for code in query.countries)
    for name, values, allowed in (
        ("kind", query.kinds, KINDS),
        ("type", types, codes),
        ("mode", query.modes, modes),
        ("factuality", query.factuality, FACTUALITY),
        ("stance", query.stances, STANCES),
        ("verdict", query.verdicts, VERDICTS),
        ("status", query.statuses, STATUSES),
        ("role", (query.role,), ROLES),
    ):
        for value in values:
            if value not in allowed:
                raise RecordError(f"{value!r} is no {name}; it is one of {', '.join(allowed)}")
    for code in countries:
        if len(code) != CODE or not code.isascii() or not code.isalpha():
            raise RecordError(f"{code!r} is no code of a country; it has three letters, such as SYR")
    for name, first, last in (
        ("since", query.since, query.until),
        ("published since", query.published_since, query.published_until),
    ):
        if first and last and first > last:
            raise RecordError(f"{name} {first} is later than until {last}; nothing can lie between them")
    check_numbers(query)
    return replace(query, types=types, countries=countries)


@cache
def plover() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The types and the modes of PLOVER."""
    scheme = load_scheme("plover")
    modes = {mode for code in scheme.codes for mode in scheme.modes(code)}
    return tuple(sorted(scheme.codes)), tuple(sorted(modes))


def check_numbers(query: Query) -> None:
    """Raise RecordError where a number of a query cannot be."""
    if query.near is not None:
        lat, lon, km = query.near
        check_point(lat, lon)
        if not (isfinite(km) and km > 0):
            raise RecordError(f"a radius of {km:g} km holds nothing; give kilometres above 0")
    if query.box is not None:
        west, south, east, north = query.box
        check_point(south, west)
        check_point(north, east)
        if west > east or south > north:
            raise RecordError("a box is given as west, south, east, north; this one has its sides the other way round")
    if min(query.min_origins, query.min_outlets) < 0 or not 0 <= query.least_score <= 1:
        raise RecordError("least numbers are 0 or more, and the least score lies between 0 and 1")
    if query.limit < 1:
        raise RecordError(f"a page of {query.limit} rows is none; give 1 or more")


def check_point(lat: float, lon: float) -> None:
    """Raise RecordError where a point is not on the Earth."""
    for value, name, most in zip((lat, lon), ("latitude", "longitude"), AFAR, strict=True):
        if not (isfinite(value) and abs(value) <= most):
            raise RecordError(f"a {name} of {value:g} is not on the Earth; it lies between -{most:g} and {most:g}")


def actors_meant(connection: Connection, names: Iterable[str], known: Names) -> tuple[str, ...]:
    """Actors by what the record calls them; a name that it does not have stands for all that bear it."""
    p = tables.parties
    found: list[str] = []
    for name in names:
        if connection.execute(select(p.c.actor).where(p.c.actor == name).limit(1)).first() is not None:
            found.append(name)
            continue
        called = or_(p.c.name == name, p.c.arabic == name)
        here = connection.execute(select(p.c.actor).distinct().where(called, p.c.depth == 0).order_by(p.c.actor))
        found += here.scalars().all() or known(name) or [name]
    return tuple(dict.fromkeys(found))


def place_meant(connection: Connection, place: str, known: Names) -> str:
    """A place by the key that the record has of it.

    Raises RecordError where several on record bear the name.
    """
    s = tables.areas
    country = [place.upper()] if len(place) == CODE and place.isascii() else []
    keys = list(dict.fromkeys([*country, *known(place)]))
    here = [key for key in keys if connection.execute(select(s.c.area).where(s.c.area == key).limit(1)).first()]
    if len(here) > 1:
        raise RecordError(f"{place!r} names several places on record; give one of {', '.join(here)}")
    return here[0] if here else place
