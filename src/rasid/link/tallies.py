"""Tallies held against the record: the incidents that a count would count, and their share of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from rasid.link.ledger import akin
from rasid.model.record import Days, Estimate, Incident, Report, TallyCheck, Where, Who

PEOPLE: Mapping[str, str] = {
    "killed": "killed",
    "dead person": "killed",
    "body": "killed",
    "wounded": "wounded",
    "injured": "wounded",
    "wounded person": "wounded",
}
ACTS: Mapping[str, frozenset[str]] = {
    "arrest": frozenset({"COERCE"}),
    "arrested person": frozenset({"COERCE"}),
    "protest": frozenset({"PROTEST"}),
    "demonstration": frozenset({"PROTEST"}),
    "round of talks": frozenset({"CONSULT"}),
}
FORCE = frozenset({"ASSAULT"})
ATTACKS = {
    *("attack", "raid", "strike", "shelling", "explosion", "bombing", "assassination", "ambush", "sortie", "incursion"),
    *("massacre", "incident", "salvo", "violation", "operation", "clash", "kidnapping", "battle", "rocket", "missile"),
    *("shell", "drone", "bomb", "mine"),
}
NO_WINDOW = "no start of the window is said: all incidents up to its day are counted"
NOWHERE = "neither when nor where its count begins is said, nor who did it to whom: it is not held against the record"
NOT_COUNTED = "what it counts is no kind of incident"


@dataclass(frozen=True, slots=True)
class Counted:
    """What counting asks of an incident, decoded without the rest of it."""

    id: str
    plover: str | None
    days: Days | None
    place: Where | None
    source: tuple[Who, ...]
    target: tuple[Who, ...]
    estimates: tuple[Estimate, ...]
    factuality: str

    def estimate(self, outcome: str) -> Estimate | None:
        """The estimate of an outcome, None where nobody gives a number."""
        return next((e for e in self.estimates if e.outcome == outcome), None)


def bounds(tally: Report) -> tuple[date | None, date | None]:
    """The window that a tally counts over: from the day it names, else open, to its own last day or publication."""
    since = tally.count.since if tally.count is not None else None
    days = tally.days
    if since is None and days is not None and days.grain != "day":
        since = days.start
    until = days.end if days is not None and days.end is not None else tally.published
    return since, until


def counted_types(unit: str) -> frozenset[str]:
    """The PLOVER types of the acts that a unit counts; none where it counts no acts and nobody killed or wounded."""
    return FORCE if unit in PEOPLE or unit in ATTACKS else ACTS.get(unit, frozenset())


def check(tally: Report, incidents: Iterable[Incident | Counted]) -> TallyCheck:
    """A tally with the incidents on record that it would count.

    Incidents count when they lie in the window and are of the kind that the unit counts (`counted_types`), told as
    having happened, at the place (or inside it), and by and to the actors that the tally names, as far as it does. For
    people killed or wounded the best estimates are added up. The share is what is counted over what is said.

    A tally that says neither since when, nor where, nor by or to whom is held against nothing.

    Raises ValueError where the report is no tally.
    """
    if tally.count is None:
        raise ValueError(f"{tally.id}: counts nothing")
    since, until = bounds(tally)
    outcome = PEOPLE.get(tally.count.unit)
    kinds = counted_types(tally.count.unit)
    nowhere = bool(kinds) and since is None and not (tally.place or tally.source or tally.target)
    kinds = frozenset() if nowhere else kinds
    found, counted = [], 0.0
    for item in incidents:
        if item.plover not in kinds or item.factuality != "asserted" or not within(item, since, until):
            continue
        if not belongs(tally, item):
            continue
        estimate = item.estimate(outcome) if outcome else None
        if outcome and estimate is None:
            continue
        found.append(item)
        counted += estimate.best if estimate is not None else 1
    found.sort(key=lambda i: (i.days.start if i.days and i.days.start else date.max, i.id))
    value = tally.count.value
    return TallyCheck(
        report=tally.id,
        speaker=tally.origin.name,
        value=value,
        unit=tally.count.unit,
        scope=tally.count.scope,
        since=since,
        until=until,
        incidents=tuple(i.id for i in found),
        counted=counted,
        share=round(counted / value, 4) if value and kinds else None,
        note=NOWHERE if nowhere else NOT_COUNTED if not kinds else "" if since else NO_WINDOW,
        speaker_ar=tally.origin.arabic,
        scope_ar=tally.place.arabic if tally.place is not None and tally.place.name == tally.count.scope else "",
        published=tally.published,
    )


def over_time(checks: Iterable[tuple[Report, TallyCheck]]) -> Iterator[TallyCheck]:
    """Tallies in the order given, each with how it differs from the one before of the same speaker and thing."""
    last: dict[tuple[str, ...], TallyCheck] = {}
    for tally, item in checks:
        sides = (",".join(sorted(w.key for w in side)) for side in (tally.source, tally.target))
        since = item.since.isoformat() if item.since else ""
        key = (tally.origin_key if tally.chain else tally.outlet, item.unit, item.scope, since, *sides)
        before = last.get(key)
        if before is not None and before.published != item.published:
            said, counted = item.value - before.value, item.counted - before.counted
            item = replace(item, before=before.report, said_more=said, counted_more=counted)
        last[key] = item
        yield item


def within(item: Incident | Counted, since: date | None, until: date | None) -> bool:
    """Whether an incident lies in a window, both ends included."""
    if item.days is None or item.days.start is None:
        return False
    end = item.days.end or item.days.start
    return (since is None or end >= since) and (until is None or item.days.start <= until)


def belongs(tally: Report, item: Incident | Counted) -> bool:
    """Whether an incident is one of those that a tally speaks of, by place and actors."""
    if tally.place is not None and (item.place is None or tally.place.path[0] not in item.place.path):
        return False
    if any(not w.anonymous for w in tally.source) and not akin(tally.source, item.source):
        return False
    named = [w for w in tally.target if not w.anonymous and len(w.kin) >= 1 and ":" not in w.key]
    return not named or akin(named, item.target) or not any(not w.anonymous for w in item.target)
