"""What becomes of threats, and of tallies held against incidents."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from rasid.link.incidents import incident
from rasid.link.ledger import board, follow, threat
from rasid.link.tallies import check
from rasid.model.record import Count, Report, Threat
from tests.link.made import ARMY, HOMS, IS, MONDAY, POLICE, RAQQA, SYRIA, SYRIAN, UNKNOWN, made, on

ULTIMATUM = on(date(2024, 5, 20))


def threatened(**fields: Any) -> Threat:
    told: dict[str, Any] = {"kind": "threat", "plover": "THREATEN", "source": (IS,), "target": (ARMY,), "place": None}
    return threat([made("t", **{**told, "act": "ASSAULT", **fields})])


def later(days: int = 3, **fields: Any) -> Report:
    day = MONDAY + timedelta(days=days)
    told: dict[str, Any] = {"source": (IS,), "target": (ARMY,), "days": on(day), "published": day, "place": None}
    return made(f"later {days}", **{**told, **fields})


def outcome(
    reports: list[Report], item: Threat | None = None, today: date | None = None, words: tuple[str, ...] = ()
) -> str:
    item = item or threatened()
    found = follow(item, reports, today, words)
    assert follow(item, reversed(reports), today, words) == found
    return found.status


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "carried_out"),
        ({"kind": "claim"}, "carried_out"),
        ({"plover": "COERCE"}, "carried_out"),
        ({"target": (SYRIAN,)}, "carried_out"),
        ({"plover": "PROTEST"}, "open"),
        ({"kind": "statement"}, "open"),
        ({"kind": "denial"}, "open"),
        ({"source": (POLICE,)}, "open"),
        ({"source": (UNKNOWN,)}, "open"),
        ({"target": (POLICE,)}, "open"),
        ({"days": 120}, "open"),
        ({"days": -1}, "open"),
        ({"factuality": "denied"}, "open"),
        ({"factuality": "planned"}, "open"),
        ({"plover": "RETREAT"}, "withdrawn"),
        ({"plover": "AGREE", "kind": "statement"}, "withdrawn"),
        ({"plover": "AGREE", "target": (POLICE,)}, "open"),
    ],
)
def test_what_the_issuer_does_later_moves_a_threat(fields: dict[str, Any], status: str) -> None:
    days = fields.get("days", 3)
    assert outcome([later(days, **{k: v for k, v in fields.items() if k != "days"})]) == status


def test_an_act_against_the_land_of_the_addressee_carries_it_out() -> None:
    assert outcome([later(target=(), place=RAQQA)], threatened(target=(SYRIAN,))) == "carried_out"


def test_the_condition_is_met_when_the_addressee_does_what_it_says() -> None:
    words = ("shell", "town", "again", "north")
    met = later(source=(ARMY,), target=(IS,), words=("shell", "town", "monday"))
    assert outcome([met], words=words) == "condition_met"
    assert outcome([later(source=(ARMY,), target=(IS,), words=("shell",))], words=words) == "open"
    assert outcome([later(source=(POLICE,), target=(IS,), words=words)], words=words) == "open"


def test_a_threat_whose_condition_is_met_is_then_carried_out() -> None:
    words = ("shell", "town")
    met = later(2, source=(ARMY,), target=(IS,), words=words)
    found = follow(threatened(), [later(5), met], None, words)
    assert [(m.status, m.on) for m in found.moves] == [
        ("condition_met", MONDAY + timedelta(days=2)),
        ("carried_out", MONDAY + timedelta(days=5)),
    ]
    assert found.status == "carried_out"


def test_what_is_withdrawn_is_not_carried_out_later() -> None:
    found = follow(threatened(), [later(2, plover="RETREAT"), later(9)], None)
    assert [m.status for m in found.moves] == ["withdrawn"]


def test_a_deadline_that_passed_lapses_only_when_the_record_is_past_it() -> None:
    item = threatened(deadline=ULTIMATUM)
    assert outcome([], item, date(2024, 5, 20)) == "open"
    assert outcome([], item, date(2024, 5, 21)) == "lapsed"
    assert outcome([], threatened(), date(2030, 1, 1)) == "open"
    assert outcome([later()], item, date(2024, 6, 30)) == "carried_out"


def test_a_late_act_still_carries_out_a_threat_with_a_far_deadline() -> None:
    item = threatened(deadline=on(date(2024, 12, 1)))
    assert outcome([later(150)], item) == "carried_out"


def test_every_move_says_why_and_by_which_report() -> None:
    move = follow(threatened(), [later()], None).moves[0]
    assert (move.by, move.why) == ("later 3", "Islamic State: ASSAULT «attacked» on 2024-05-09")


def test_a_threat_takes_the_fullest_of_its_reports() -> None:
    one = made("a", kind="threat", plover="THREATEN", source=(IS,))
    two = made("b", kind="threat", plover="THREATEN", source=(IS,), condition="unless it leaves", deadline=ULTIMATUM)
    found = threat([two, one])
    assert (found.condition, found.deadline, found.reports) == ("unless it leaves", ULTIMATUM, ("a", "b"))
    with pytest.raises(ValueError, match="needs a report"):
        threat([])


def test_the_board_has_the_nearest_deadline_first_then_the_latest_threat() -> None:
    near, far = threatened(deadline=ULTIMATUM), threatened(deadline=on(date(2024, 7, 1)))
    old, new = threatened(days=on(date(2024, 1, 1))), threatened(days=on(date(2024, 4, 1)))
    assert board([old, far, new, near]) == [near, far, new, old]


def tally(value: float = 4.0, unit: str = "attack", **fields: Any) -> Report:
    told: dict[str, Any] = {"kind": "tally", "days": None, "published": date(2024, 5, 31), "place": SYRIA}
    return made("tally", count=Count(value, unit, "", date(2024, 5, 1)), chain=(ARMY,), **{**told, **fields})


@pytest.mark.parametrize(
    ("fields", "counted"),
    [
        ({}, 2.0),
        ({"source": (IS,)}, 1.0),
        ({"place": HOMS}, 1.0),
        ({"published": date(2024, 5, 7)}, 1.0),
        ({"unit": "protest"}, 0.0),
        ({"unit": "killed"}, 12.0),
    ],
)
def test_a_tally_counts_the_incidents_that_it_speaks_of(fields: dict[str, Any], counted: float) -> None:
    record = [
        incident([made("a", source=(IS,), killed=12)]),
        incident([made("b", source=(POLICE,), place=RAQQA, days=on(date(2024, 5, 10)))]),
        incident([made("c", source=(IS,), days=on(date(2024, 3, 1)))]),
        incident([made("d", source=(IS,), factuality="possible")]),
    ]
    found = check(tally(**fields), record)
    assert found.counted == counted
    assert found.share == counted / 4
    assert found.speaker == "Syrian army"


def test_a_tally_without_a_beginning_says_so() -> None:
    found = check(made("t", kind="tally", days=None, count=Count(3.0, "attack")), [])
    assert found.since is None
    assert "no start" in found.note
    with pytest.raises(ValueError, match="counts nothing"):
        check(made(), [])
