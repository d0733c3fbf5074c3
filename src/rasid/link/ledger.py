"""The ledger of threats: what was threatened, on what condition, and what the record says became of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, timedelta

from rasid.link.blocks import answered_on, family, window
from rasid.link.incidents import order, parties
from rasid.model.record import Days, Move, Report, Threat, Who

FORCE = {"ASSAULT", "COERCE"}
REACH = timedelta(days=90)  # an act later than that is not put down to the threat
AFTER_DEADLINE = timedelta(days=30)
WITHDRAWN = {"RETREAT", "CONCEDE", "AGREE"}
SHARED = 0.5  # of the content words of a condition
DONE = ("event", "claim")
UNREAL = ("denied", "conditional", "planned", "possible")
ENDS = ("carried_out", "withdrawn")  # nothing moves a threat after these
Rank = tuple[date, tuple[date, str, int, str]]


def threat(reports: Iterable[Report]) -> Threat:
    """A threat out of the reports of it, as yet open.

    Raises ValueError where there are none.
    """
    told = sorted(reports, key=order)
    if not told:
        raise ValueError("a threat needs a report")
    first = told[0]
    full = max(told, key=lambda r: bool(r.condition) + bool(r.deadline) + bool(r.act) + bool(r.act_words))
    deadline = next((r.deadline for r in told if r.deadline is not None), None)
    return Threat(
        id="t" + hashlib.sha256(first.id.encode()).hexdigest()[:12],
        issuer=parties(told, lambda r: r.source),
        addressee=parties(told, lambda r: (*r.target, *r.addressee)),
        channel=next((r.channel for r in told if r.channel), ""),
        act=full.act,
        act_words=full.act_words,
        condition=full.condition,
        deadline=deadline,
        words=first.quote,
        made=made_on(told),
        place=next((r.place for r in told if r.place is not None), None),
        reports=tuple(r.id for r in told),
        status="open",
        moves=(),
    )


def made_on(reports: Sequence[Report]) -> date | None:
    """The day on which it was made: that said, else that of the first report."""
    said = [r.days.start for r in reports if r.days is not None and r.days.start is not None]
    return min(said) if said else next((r.published for r in reports if r.published), None)


def follow(item: Threat, later: Iterable[Report], today: date | None, condition_words: Iterable[str] = ()) -> Threat:
    """The threat with every step that reports of later days make it take, up to `today`, the last day on record.

    Carried out: the issuer (or a body it is part of, or a part of it) does what was threatened, or force where that is
    not known, to the addressee or at the place. Condition met: the addressee does what most words of the condition
    say. Withdrawn: the issuer retreats, concedes or agrees toward the addressee. Lapsed: its deadline is past and
    nothing of that kind is on record.
    """
    wanted = set(condition_words)
    found = [(rank(report), move) for report in later if (move := moved(item, report, wanted)) is not None]
    return lapsed(with_steps(item, steps(found)), today)


def rank(report: Report) -> Rank:
    """Where a report stands among those that may move a threat: by the day it tells of, then by publication."""
    return (day_of(report) or date.max, order(report))


def steps(found: Iterable[tuple[Rank, Move]]) -> tuple[Move, ...]:
    """The steps that a threat takes: of those that reports make it take the first of each kind, to the end."""
    taken: dict[str, Move] = {}
    for _, move in sorted(found, key=lambda step: step[0]):
        taken.setdefault(move.status, move)
        if move.status in ENDS:
            break
    return tuple(taken.values())


def with_steps(item: Threat, moves: tuple[Move, ...]) -> Threat:
    """A threat that has taken these steps and no others."""
    return replace(item, status=moves[-1].status if moves else "open", moves=moves)


def lapsed(item: Threat, today: date | None) -> Threat:
    """A threat as it stands on a day: lapsed where its deadline is past and nothing moved it."""
    end = deadline_of(item.deadline)
    if item.moves or end is None or today is None or today <= end:
        return item
    why = f"the deadline of {end.isoformat()} passed and nothing of the kind is on record"
    return replace(item, status="lapsed", moves=(Move("lapsed", end + timedelta(days=1), "", why),))


def moved(item: Threat, report: Report, wanted: AbstractSet[str]) -> Move | None:
    """What a report does to a threat, going by its day too; None where nothing."""
    on = day_of(report)
    if on is None or item.made is None or report.id in item.reports or not _in_reach(item, on):
        return None
    if on < item.made or (on == item.made and report.published == item.made and report.kind not in DONE):
        return None
    return step(item, report, on, wanted)


def day_of(report: Report) -> date | None:
    """The day on which what is reported happened: the first of those said, else the last that it can have been."""
    span = window(report)
    return None if span is None else span[1] if report.days is None or answered_on(report) else span[0]


def _in_reach(item: Threat, on: date) -> bool:
    assert item.made is not None
    end = item.deadline.end if item.deadline is not None else None
    return on <= (max(item.made + REACH, end + AFTER_DEADLINE) if end is not None else item.made + REACH)


def step(item: Threat, report: Report, on: date, wanted: AbstractSet[str]) -> Move | None:
    """What a later report does to a threat, None where nothing."""
    if not may_move(report):
        return None
    by_issuer, by_addressee = akin(item.issuer, report.source), akin(item.addressee, report.source)
    at_addressee = akin(item.addressee, report.target) or _same_spot(item, report)
    if report.kind in DONE and by_issuer and at_addressee and _as_threatened(item, report):
        who = report.source[0].name
        return Move("carried_out", on, report.id, f"{who}: {report.plover} «{report.quote}» on {on.isoformat()}")
    if by_issuer and report.plover in WITHDRAWN and akin(item.addressee, (*report.target, *report.addressee)):
        return Move("withdrawn", on, report.id, f"{report.source[0].name}: {report.plover} «{report.quote}»")
    if by_addressee and meets(report, wanted):
        return Move("condition_met", on, report.id, f"{report.source[0].name}: «{report.quote}» as in the condition")
    return None


def may_move(report: Report) -> bool:
    """Whether a report tells of something done, claimed, or given way in, so that it can move a threat at all."""
    return report.factuality not in UNREAL and (report.kind in DONE or report.plover in WITHDRAWN)


def meets(report: Report, wanted: AbstractSet[str]) -> bool:
    """Whether a report tells of something done in most of the words of a condition."""
    return bool(wanted) and report.kind in DONE and len(wanted & set(report.words)) >= SHARED * len(wanted)


def _as_threatened(item: Threat, report: Report) -> bool:
    if item.act is None:
        return report.plover in FORCE
    return family(item.act) == family(report.plover) or {item.act, report.plover} <= FORCE


def _same_spot(item: Threat, report: Report) -> bool:
    if report.place is None:
        return False
    if report.place.country and report.place.country in {w.state for w in item.addressee}:
        return True
    if item.place is None:
        return False
    return len(item.place.path) > 1 and item.place.path[0] in report.place.path


def akin(ones: Iterable[Who], others: Iterable[Who]) -> bool:
    """Whether an actor of one side is one of the other, or part of it."""
    named = [w for w in others if not w.anonymous]
    return any(a.key in b.kin or b.key in a.kin for a in ones if not a.anonymous for b in named)


def deadline_of(days: Days | None) -> date | None:
    """The last day of a deadline."""
    return None if days is None else days.end or days.start


def board(threats: Iterable[Threat]) -> list[Threat]:
    """Threats with the nearest deadline first, then those without one, the latest first."""

    def rank(item: Threat) -> tuple[bool, date, int, str]:
        end = deadline_of(item.deadline)
        return (end is None, end or date.max, -(item.made.toordinal() if item.made else 0), item.id)

    return sorted(threats, key=rank)
