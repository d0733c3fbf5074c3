"""The incidents on record as tallies ask for them: what many tallies share is fetched once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, or_, select

from rasid.link.tallies import Counted, bounds, counted_types
from rasid.model.record import Report, Who
from rasid.store import tables
from rasid.store.lists import SOME, rows

COUNTED = msgspec.json.Decoder(Counted)
HELD = 50_000  # incidents kept in memory with what counting asks of them
A, P = tables.assertions.c, tables.parties.c
INCIDENT, BODY = tables.incidents.c, tables.incident_bodies.c
BODIES = select(BODY.incident, BODY.body).where(BODY.incident.in_(SOME))
Days = tuple[list[str], list[str], list[str]]  # first days, last days and ids of incidents, in the order of days


class Countable:
    """The incidents that tallies might count, asked for in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._days: dict[tuple[frozenset[str], str], Days] = {}
        self._done: dict[tuple[frozenset[str], frozenset[str]], frozenset[str]] = {}
        self._held: dict[str, Counted] = {}

    def of(self, tally: Report) -> Iterator[Counted]:
        """Those in the window of a tally, of the kind it counts, in its country and done by whom it names, in the order
        of days.
        """
        since, until = bounds(tally)
        kinds = counted_types(tally.count.unit) if tally.count else frozenset()
        first, last, ids = self.days(kinds, tally.place.country if tally.place is not None else "")
        end = bisect_right(first, until.isoformat()) if until else len(first)
        least = since.isoformat() if since else ""
        near = [ids[n] for n in range(end) if last[n] >= least]
        actors = [who for who in tally.source if not who.anonymous]
        if actors and near:
            done = self.done(actors)
            near = [id for id in near if id in done]
        return self.bodies(near)

    def days(self, kinds: frozenset[str], country: str) -> Days:
        """The incidents of some types in a country, or anywhere, that are told as having happened on some day."""
        found = self._days.get((kinds, country))
        if found is None:
            wanted = select(INCIDENT.day, INCIDENT.last_day, INCIDENT.id).where(
                INCIDENT.factuality == "asserted", INCIDENT.plover.in_(sorted(kinds)), INCIDENT.day != ""
            )
            if country:
                wanted = wanted.where(INCIDENT.country == country)
            told = self.connection.execute(wanted.order_by(INCIDENT.day, INCIDENT.id)).all() if kinds else []
            found = [r.day for r in told], [r.last_day for r in told], [r.id for r in told]
            self._days[kinds, country] = found
        return found

    def done(self, actors: Sequence[Who]) -> frozenset[str]:
        """The incidents that a report puts down to one of these actors, to a part of it or a body it is part of."""
        own, above = own_and_above(actors)
        if (own, above) not in self._done:
            self._done[own, above] = frozenset(self.connection.execute(done_by(own, above)).scalars())
        return self._done[own, above]

    def bodies(self, ids: Sequence[str]) -> Iterator[Counted]:
        """Incidents by their ids, fetched where they are not held yet."""
        missing = [id for id in ids if id not in self._held]
        if len(self._held) + len(missing) > HELD:
            self._held.clear()
            missing = list(ids)
        self._held |= {row.incident: COUNTED.decode(row.body) for row in rows(self.connection, BODIES, missing)}
        return (self._held[id] for id in ids)


def own_and_above(actors: Sequence[Who]) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of actors, and these with the keys of all bodies that they are part of."""
    return frozenset(who.key for who in actors), frozenset(key for who in actors for key in (*who.kin, who.key))


def done_by(own: frozenset[str], above: frozenset[str]) -> Select[Any]:
    """The incidents that a report puts down to an actor, to a part of it or a body that it is part of."""
    wanted = select(A.incident).join(tables.parties, P.assertion == A.id)
    wanted = wanted.where(P.role == "source", A.incident.is_not(None), P.actor.in_(sorted(above)))
    return wanted.where(or_(P.depth == 0, P.actor.in_(sorted(own)))).distinct()
