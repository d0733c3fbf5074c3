"""Which reports are worth comparing: those that share a key of type, day and country or actor."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from rasid.model.record import Report, Where

LONGEST = 7  # days; a longer window names no day
LATER = 3  # days within which most claims and denials come
ANSWERS = ("claim", "denial")
SPEECH = {"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "AGREE", "CONSULT", "COOPERATE", "CONCEDE", "THREATEN"}
FAMILY = {"COERCE": "ASSAULT", "INVESTIGATE": "ACCUSE"}  # types that pass for each other


def family(plover: str | None) -> str:
    """The type under which a report is compared: types that are easily taken for each other have one."""
    return FAMILY.get(plover or "", plover or "")


def comparable(report: Report) -> bool:
    """Whether a report tells of one thing that others may tell of: a count over a window, or a size, does not."""
    return report.kind not in ("tally", "strength") and bool(report.plover)


def window(report: Report) -> tuple[date, date] | None:
    """The days on which what is reported may have happened: those said of it, else in its sentence, else the last up to
    publication, of which claims and denials take more."""
    days = report.days or report.near_days
    if days is not None and answered_on(report):
        assert report.published is not None
        if len(report.other_days) == 1 and report.other_days[0].start and report.other_days[0].end:
            return report.other_days[0].start, report.other_days[0].end
        return report.published - timedelta(days=LATER), report.published
    if days is not None and days.start is not None and days.end is not None:
        return days.start, days.end
    if days is not None and (days.start or days.end) is not None:
        one = days.start or days.end
        assert one is not None
        return one, one
    if report.published is not None:
        return report.published - timedelta(days=LATER if report.kind in ANSWERS else 1), report.published
    return None


def answered_on(report: Report) -> bool:
    """Whether the day of a claim or denial may be that of its words, because it is the day of publication."""
    days = report.days
    return report.kind in ANSWERS and days is not None and report.published in (days.start, days.end)


def windows(report: Report) -> tuple[tuple[date, date], ...]:
    """The days on which it may have happened, and after them the other days that its sentence names."""
    first = window(report)
    others = ((d.start, d.end) for d in report.other_days)
    return tuple(w for w in (first, *((s or e, e or s) for s, e in others)) if w is not None and w[0] and w[1])  # type: ignore[misc]


def held_keys(report: Report) -> tuple[str, ...]:
    """The keys under which a report is kept."""
    return tuple(sorted(set(_keys(report, 0))))


def sought_keys(report: Report) -> tuple[str, ...]:
    """The keys under which the reports to be compared with this one are looked up: its own, and a day either side."""
    return tuple(sorted(set(_keys(report, 1))))


def spots(report: Report) -> tuple[Where, ...]:
    """Where it may have happened: its place, else the places that its sentence names."""
    return (report.place,) if report.place is not None else report.near


def _keys(report: Report, slack: int) -> Iterator[str]:
    if not comparable(report):
        return
    kind = family(report.plover)
    marks = list(_marks(report, kind))
    for start, end in windows(report):
        if (end - start).days > LONGEST:
            continue
        day = start - timedelta(days=slack)
        while day <= end + timedelta(days=slack):
            for mark in marks:
                yield f"{kind}|{day.isoformat()}|{mark}"
            day += timedelta(days=1)


def _marks(report: Report, kind: str) -> Iterator[str]:
    """What else must agree: the country of the place, or an actor."""
    if kind not in SPEECH:
        for spot in spots(report):
            if spot.country:
                yield f"in:{spot.country}"
    for who in (*report.source, *report.target):
        if not who.anonymous:
            for key in who.kin:
                yield f"by:{key}"
