"""A query says what it means, or what is wrong with it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from rasid import ask
from rasid.errors import RecordError
from rasid.model.query import Query
from tests.record.conftest import Desk
from tests.record.test_contract import ALL, ASAD, CARRIED_OUT, DEADLINE, THREAT

TRIPOLI = "قتل شخصان في اشتباكات وقعت في مدينة طرابلس شمالي لبنان يوم الاثنين."
TRIPOLI_LIBYA = "قصفت قوات حفتر مدينة طرابلس في ليبيا يوم الاثنين."


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"types": ("ATTACK",)}, "'ATTACK' is no type; it is one of ACCUSE"),
        ({"kinds": ("evnt",)}, "no kind.*event, threat"),
        ({"modes": ("nuke",)}, "no mode"),
        ({"factuality": ("sure",)}, "no factuality.*asserted"),
        ({"stances": ("x",)}, "no stance.*claimed"),
        ({"verdicts": ("ok",)}, "no verdict.*pending"),
        ({"statuses": ("over",)}, "no status.*open"),
        ({"role": "victim"}, "no role"),
        ({"countries": ("Syria",)}, "three letters"),
        ({"since": date(2024, 6, 1), "until": date(2024, 5, 1)}, "later than until"),
        ({"near": (95.0, 10.0, 5.0)}, "latitude of 95"),
        ({"near": (33.0, 36.0, 0.0)}, "radius of 0"),
        ({"near": (float("nan"), 36.0, 1.0)}, "not on the Earth"),
        ({"box": (50.0, 10.0, 40.0, 20.0)}, "west, south, east, north"),
        ({"min_origins": -1}, "0 or more"),
        ({"least_score": 7.0}, "between 0 and 1"),
        ({"limit": 0}, "page of 0"),
        ({"after": "zzz"}, "no cursor"),
        ({"words": "-تدمر"}, "no word to look for"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_can(desk: Desk, fields: dict[str, Any], message: str) -> None:
    for question in (desk.ask.assertions, desk.ask.incidents):
        with pytest.raises(RecordError, match=message):
            question(Query(**fields))


def test_names_are_looked_up_in_any_of_their_forms(desk: Desk) -> None:
    for at, text in enumerate(ALL):
        desk.add(text, str(at))
    asked = ask(desk.record, desk.intake.reader.knowledge)

    def number(**fields: Any) -> int:
        return asked.assertions(Query(**fields)).total

    armed = number(actors=("armed.isis",)) or number(actors=("تنظيم الدولة الإسلامية",))
    assert armed
    assert number(actors=("داعش",)) == number(actors=("islamic state",)) == number(actors=("Islamic State",)) == armed
    assert number(place="تدمر") == number(place="Palmyra") == number(place="SYR:Palmyra") > 0
    assert number(place="syr") == number(place="سوريا") == number(countries=("syr",)) > number(place="تدمر")
    assert number(types=("assault",)) == number(types=("ASSAULT",)) > 0
    assert number(place="Atlantis") == number(actors=("Captain Nemo",)) == 0
    assert asked.incidents(Query(place="تدمر")).total == desk.ask.incidents(Query(place="SYR:Palmyra")).total > 0


def test_a_place_name_of_two_on_record_asks_which(desk: Desk) -> None:
    asked = ask(desk.record, desk.intake.reader.knowledge)
    desk.add(TRIPOLI)
    assert asked.assertions(Query(place="طرابلس")).total
    desk.add(TRIPOLI_LIBYA, "two")
    with pytest.raises(RecordError, match=r"several places on record; give one of LBN:.*LBY:"):
        asked.assertions(Query(place="طرابلس"))


def test_threats_are_found_by_what_became_of_them(desk: Desk) -> None:
    desk.add(THREAT, "one", "2024-05-08")
    desk.add(DEADLINE, "one", "2024-05-09")
    assert desk.ask.assertions(Query(statuses=("open",))).total == 2
    assert not desk.ask.assertions(Query(statuses=("lapsed", "carried_out"))).total
    desk.add(CARRIED_OUT, "two", "2024-05-12")
    desk.add(ASAD, "two", "2024-06-01")
    found = {s: desk.ask.assertions(Query(statuses=(s,))).total for s in ("open", "lapsed", "carried_out")}
    assert found == {"open": 0, "lapsed": 1, "carried_out": 1}
    assert desk.ask.incidents(Query(statuses=("lapsed",))).total == 1
    assert [t.status for t in desk.ask.threats(query=Query(statuses=("lapsed",)))] == ["lapsed"]
