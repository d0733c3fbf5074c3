"""A group of reports as one incident: what they agree on, what each speaker gives, and where they differ."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from rasid.link.features import distance_km
from rasid.model.record import Days, Estimate, Figure, Incident, Report, Responsibility, Where, Who

K = TypeVar("K", bound=Hashable)
CONTRADICTIONS: Mapping[str, str] = {
    "denied": "responsibility: denied by {}",
    "attributed and denied": "responsibility: attributed to {0} by {1}, denied by {0}",
    "claimed and attributed": "responsibility: claimed by {}, attributed to {} by {}",
    "asserted and denied": "whether it happened: asserted and denied",
    "two places": "place: {}; {}",
}
LATE = date.max


def incident(reports: Iterable[Report]) -> Incident:
    """The incident that reports of one thing tell of together.

    Raises ValueError where there are none.
    """
    told = sorted(reports, key=order)
    if not told:
        raise ValueError("an incident needs a report")
    first = told[0]
    acts = [r for r in told if r.kind not in ("claim", "denial")] or told
    place = common_place([r for r in told if r.place is not None])
    estimates = tuple(e for e in (estimate(told, "killed"), estimate(told, "wounded")) if e is not None)
    responsibility = tuple(
        sorted(set(responsible(told)), key=lambda r: (r.stance, r.on or LATE, r.report, r.actor_key))
    )
    return Incident(
        id=incident_id(first),
        plover=most(acts, lambda r: r.plover),
        mode=most([r for r in acts if r.mode], lambda r: r.mode) or "",
        kind=most(acts, lambda r: r.kind) or first.kind,
        days=common_days(told),
        place=place,
        source=parties([r for r in told if r.kind != "denial"] or told, lambda r: r.source),
        target=parties(told, lambda r: r.target),
        weapons=tuple(sorted({w for r in told for w in r.weapons})),
        reports=tuple(r.id for r in told),
        articles=unique(r.article for r in told),
        outlets=unique(r.outlet for r in told if r.outlet),
        origins=unique(r.origin_key for r in told),
        estimates=estimates,
        responsibility=responsibility,
        factuality=stated(told),
        contradictions=tuple(dict.fromkeys(c.words for c in contradictions(estimates, responsibility, told))),
        first=first.article,
        first_published=first.published,
        score=round(max(r.score for r in told), 3),
    )


def order(report: Report) -> tuple[date, str, int, str]:
    """Reports in the order of their publication; the same on every run."""
    return (report.published or LATE, report.article, report.start, report.id)


def incident_id(first: Report) -> str:
    """The id of the incident whose first report this is; it stays as long as no earlier report comes to light."""
    return "i" + hashlib.sha256(first.id.encode()).hexdigest()[:12]


def most(reports: Sequence[Report], value: Callable[[Report], K]) -> K | None:
    """The value that most reports give; of several, the one given first."""
    counts = Counter(value(r) for r in reports)
    return max(counts, key=lambda k: counts[k]) if counts else None


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Each value once, in the order in which they come."""
    return tuple(dict.fromkeys(values))


def parties(reports: Iterable[Report], side: Callable[[Report], tuple[Who, ...]]) -> tuple[Who, ...]:
    """The actors of a side, those that most reports name first; unnamed ones only where nobody is named."""
    counts: Counter[str] = Counter()
    known: dict[str, Who] = {}
    for report in reports:
        for who in side(report):
            counts[who.key] += 1
            known.setdefault(who.key, who)
    named = {k for k, w in known.items() if not w.anonymous} or set(known)
    return tuple(known[key] for key, _ in counts.most_common() if key in named)


def common_days(reports: Sequence[Report]) -> Days | None:
    """The days that most reports give, the shortest window first; else the days up to the first publication."""
    said = [r.days for r in reports if r.days is not None and r.days.start and r.days.end]
    if said:
        shortest = min(_long(d) for d in said)
        counts = Counter((d.start, d.end, d.grain) for d in said if _long(d) == shortest)
        start, end, grain = min(counts, key=lambda k: (-counts[k], k))
        return Days(start, end, grain, "said")
    published = next((r.published for r in reports if r.published), None)
    return None if published is None else Days(published, published, "day", "published")


def _long(days: Days) -> int:
    assert days.start is not None
    assert days.end is not None
    return (days.end - days.start).days


def common_place(reports: Sequence[Report]) -> Where | None:
    """The place that is named most exactly; of several, the one that most reports name."""
    places = [r.place for r in reports if r.place is not None]
    if not places:
        return None
    counts = Counter(p.path for p in places)
    best = max(counts, key=lambda path: (len(path), counts[path], path))
    return next(p for p in places if p.path == best)


def estimate(reports: Sequence[Report], outcome: str) -> Estimate | None:
    """The range of what is said of an outcome, per speaker the number he gave last; None where nobody gives one.

    `best` is the value most origins give; where several are given as often, the one published last, then the lower.
    """
    last: dict[str, Figure] = {}
    for report in reports:
        value = report.killed if outcome == "killed" else report.wounded
        if value is not None:
            key = report.origin_key
            last[key] = Figure(
                outcome, value, report.origin.name, key, report.id, report.published, report.origin.arabic
            )
    if not last:
        return None
    figures = tuple(last.values())
    counts = Counter(f.value for f in figures)
    newest = {f.value: max(g.published or date.min for g in figures if g.value == f.value) for f in figures}
    best = max(counts, key=lambda v: (counts[v], newest[v], -v))
    return Estimate(outcome, min(counts), best, max(counts), figures)


def responsible(reports: Iterable[Report]) -> Iterable[Responsibility]:
    """Who claims, who denies, and to whom others attribute it."""
    for report in reports:
        stance = {"claim": "claimed", "denial": "denied"}.get(report.kind, "attributed")
        if report.kind not in ("event", "claim", "denial"):
            continue
        speaker = report.origin
        for who in report.source:
            if who.anonymous:
                continue
            own = speaker.key in who.kin or who.key in speaker.kin
            said = "claimed" if stance == "attributed" and own and report.factuality == "asserted" else stance
            yield Responsibility(
                said,
                who.name,
                who.key,
                speaker.name,
                report.origin_key,
                report.published,
                report.id,
                who.arabic,
                speaker.arabic,
            )


def stated(reports: Sequence[Report]) -> str:
    """What the reports do with it together: asserted where one does, else what most say."""
    if any(r.factuality == "asserted" for r in reports):
        return "asserted"
    return most(reports, lambda r: r.factuality) or "asserted"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What reports do not agree on: a key of `CONTRADICTIONS` with the actors and places that stand in it, or the
    estimate whose figures differ."""

    key: str
    values: tuple[Who | Where, ...] = ()
    estimate: Estimate | None = None

    @property
    def words(self) -> str:
        """It in English."""
        if self.estimate is not None:
            figures = sorted(self.estimate.figures, key=lambda f: (f.value, f.speaker))
            return f"{self.estimate.outcome}: " + "; ".join(f"{f.value} ({f.speaker})" for f in figures)
        return CONTRADICTIONS[self.key].format(*(v.name for v in self.values))


def contradictions(
    estimates: Iterable[Estimate], responsibility: Iterable[Responsibility], reports: Sequence[Report]
) -> Iterator[Contradiction]:
    """What the reports do not agree on."""
    yield from (Contradiction("figures", (), e) for e in estimates if e.low != e.high)
    told = list(responsibility)
    claimants = {r.actor_key: culprit(r) for r in told if r.stance == "claimed"}
    suffered = {who.key for r in reports for who in r.target}  # the other side of a clash is no other culprit
    for other in told:
        if other.stance == "denied":
            accuser = next((r for r in told if r.stance == "attributed" and r.actor_key == other.actor_key), None)
            if accuser is None:
                yield Contradiction("denied", (culprit(other),))
            else:
                yield Contradiction("attributed and denied", (culprit(other), teller(accuser)))
        elif other.stance == "attributed" and claimants and other.actor_key not in claimants.keys() | suffered:
            owner = next(iter(claimants.values()))
            yield Contradiction("claimed and attributed", (owner, culprit(other), teller(other)))
    if len({r.factuality for r in reports} & {"asserted", "denied"}) == 2 and not any(
        r.stance == "denied" for r in told
    ):
        yield Contradiction("asserted and denied")
    spots = [r.place for r in reports if r.place is not None and len(r.place.path) > 2]
    far = [(a, b) for n, a in enumerate(spots) for b in spots[n + 1 :] if (distance_km(a, b) or 0.0) > 25.0]
    if far:
        yield Contradiction("two places", far[0])


def culprit(told: Responsibility) -> Who:
    """Who is said to have done it."""
    return Who(told.actor_key, told.actor, told.actor_ar)


def teller(told: Responsibility) -> Who:
    """Who says so."""
    return Who(told.speaker_key, told.speaker, told.speaker_ar)
