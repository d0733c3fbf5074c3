"""Which of the actors that share a name is meant, by the countries and the day of the text; who held an office then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import ActorEntry, Role

IN_STATE_OFFICE, IN_OFFICE, UNDATED, PAST, TO_COME = 1.2, 1.0, 0.9, 0.5, 0.2
NAMED = 1000.0  # the weight of an actor whom the text names in full
CLEARLY = 1.5  # how much better the context must speak for another than the usual bearer of a name


@dataclass(frozen=True, slots=True)
class Leaning:
    """What speaks for one of several actors of a name: who is named in full, which countries, which day."""

    named: Collection[str]
    countries: Counter[str]
    day: date | None = None

    def support(self, entry: ActorEntry) -> int:
        """How often the text names a country that the actor is of, or in whose news it appears."""
        return max((self.countries[c] for c in (entry.country, *entry.about) if c), default=0)

    def weight(self, entry: ActorEntry) -> float:
        """How much the text speaks for an actor."""
        return NAMED if entry.id in self.named else self.support(entry) * in_time(entry, self.day)

    def ranked(self, entries: Iterable[ActorEntry]) -> list[ActorEntry]:
        """The actors, the likeliest first; of equal ones the first given."""
        return sorted(entries, key=lambda e: -self.weight(e))

    def allows(self, entry: ActorEntry, words: int) -> bool:
        """Whether a name that others share may mean an actor: it is named in full, or its country is the chief one;
        for names of several words and surnames nearly the chief one.
        """
        if entry.id in self.named:
            return True
        support = self.support(entry)
        if not support:
            return False
        best = max(self.countries.values())
        return support * 2 >= best if words > 1 or entry.type == "person" else support == best

    def prefers(self, other: ActorEntry, usual: ActorEntry) -> bool:
        """Whether the text speaks clearly for another actor than the usual bearer of a name."""
        return self.weight(other) > CLEARLY * self.weight(usual)


def in_time(entry: ActorEntry, day: date | None) -> float:
    """How well a day fits the years of an actor: of its offices, or of its existence.

    >>> from rasid.knowledge.sheet import ActorEntry
    >>> body = ActorEntry(id="x", name="X", type="party", names=[], since="2007", until="2011-03")
    >>> [in_time(body, date(y, 3, 31)) for y in (2006, 2011, 2012)]
    [0.2, 1.0, 0.5]
    """
    terms = [r for r in entry.roles if r.since or r.until]
    if entry.since or entry.until:
        terms.append(Role(office="", of=entry.id, since=entry.since, until=entry.until))
    if day is None or not terms:
        return UNDATED
    held = [r for r in terms if covers(r.since, r.until, day)]
    if held:
        return IN_STATE_OFFICE if any("." not in r.of for r in held) else IN_OFFICE
    return PAST if any(r.until and r.until < day.isoformat() for r in terms) else TO_COME


def covers(since: str, until: str, day: date) -> bool:
    """Whether a day lies between two ISO dates, each perhaps only a year or a month, both included.

    >>> covers("2011-02", "2011-03", date(2011, 3, 31)), covers("2011-02", "", date(2011, 1, 31))
    (True, False)
    """
    said = day.isoformat()
    return since <= said[: len(since)] and (not until or said[: len(until)] <= until)


@dataclass(frozen=True, slots=True)
class Term:
    """The time for which a person held an office."""

    since: str
    until: str
    holder: ActorEntry


def terms_of_office(knowledge: Knowledge) -> dict[str, list[Term]]:
    """Who held each office, by the office and, behind a blank, whose it is: a country's code, the id of a region or
    body, nothing where there is only one.

    Offices of a government that is an entry of its own count for its country under the code with a star.
    """
    offices = offices_by_title(knowledge)
    unique = frozenset(o.id for o in knowledge.offices if "{" not in o.name)
    chief = {s.iso3: s.id for s in reversed(knowledge.states)}
    codes = {s.name: s.iso3 if chief[s.iso3] == s.id else s.id for s in knowledge.states}
    governments = {a.id: f"{a.country}*" for a in knowledge.actors if a.type == "government" and a.country}
    found: dict[str, list[Term]] = {}
    for actor in knowledge.actors:
        for role in actor.roles if actor.type == "person" else ():
            office = offices.get(role.office.casefold())
            if office is None or not role.since:
                continue
            whose = {codes.get(role.of, role.of), governments.get(role.of, role.of)}
            for key in {""} if office in unique else whose:
                found.setdefault(f"{office} {key}", []).append(Term(role.since, role.until, actor))
    return found


def offices_by_title(knowledge: Knowledge) -> dict[str, str]:
    """The ids of offices by the English titles of their holders, in small letters."""
    return {title.casefold(): o.id for o in knowledge.offices for title in o.titles}


def holder(knowledge: Knowledge, office: str, whose: str, day: date | None) -> ActorEntry | None:
    """The person who held an office on a day, None where the sheets know none or several."""
    terms = knowledge.derived("terms of office", terms_of_office)
    for key in (whose, f"{whose}*"):
        held = {
            t.holder.id: t.holder for t in terms.get(f"{office} {key}", ()) if day and covers(t.since, t.until, day)
        }
        if held:
            return next(iter(held.values())) if len(held) == 1 else None
    return None


def role_on(knowledge: Knowledge, entry: ActorEntry, day: date | None) -> str:
    """The office that a person held on a day as its English name, an office of a state first; "" where none is known.

    Titles without a pattern of their own stand as in the sheets: "leader of X".
    """
    if day is None:
        return ""
    held = [r for r in entry.roles if r.since and covers(r.since, r.until, day)]
    if not held:
        return ""
    role = next((r for r in held if "." not in r.of), held[0])
    actors: dict[str, ActorEntry] = knowledge.derived("actors by id", lambda k: {a.id: a for a in k.actors})
    whose = actors.get(role.of)
    return f"{role.office} of {whose.name if whose is not None else role.of}" if role.of else role.office
