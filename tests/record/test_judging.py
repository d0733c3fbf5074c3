"""What people judge and correct: obeyed, reversible, never lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs
from sqlalchemy import insert

from rasid.errors import RecordError
from rasid.link.cluster import heeded
from rasid.link.reports import reports
from rasid.model.query import Query
from rasid.model.record import Judged
from rasid.run.record import judge
from rasid.store import linking, tables
from rasid.store.judging import Judge, log_of
from tests.record.conftest import Desk
from tests.record.test_contract import ALL, CARRIED_OUT, PALMYRA, PALMYRA_TUESDAY, RAQQA, THREAT, partition, together


def only(desk: Desk, article: str) -> dict[str, object]:
    """The one assertion of an article."""
    page = desk.ask.assertions(Query(articles=(article,)))
    assert page.total == 1
    return page.rows[0]


def test_a_later_judgement_sets_an_earlier_one_aside_and_names_it(desk: Desk) -> None:
    for number, text in enumerate((PALMYRA, PALMYRA_TUESDAY, RAQQA)):
        desk.add(text, str(number))
    one, two, three = (next(r for r in sorted(reports)) for reports in partition(desk).values())
    judge = Judge(desk.record, "amal")
    assert judge.judge(one, "same", two) == ()
    assert judge.judge(two, "same", three) == ()
    assert len(partition(desk)) == 1
    aside = judge.judge(one, "different", three)
    assert [{a.judged.left, a.judged.right} for a in aside] == [{one, two}]
    assert sorted(map(len, partition(desk).values())) == [1, 2]
    log = log_of(desk.record, [one])
    assert [(row["verdict"], row["state"]) for row in log] == [("same", "set aside"), ("different", "counts")]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_judgements_are_obeyed_in_any_order_of_arrival(another: Callable[[], Desk], data: st.DataObject) -> None:
    desk, other = another(), another()
    for number, text in enumerate(ALL):
        desk.add(text, str(number))
    ids = sorted(r for reports in partition(desk).values() for r in reports)
    two = st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True)
    told = data.draw(st.lists(st.tuples(two, st.sampled_from(["same", "different", "unsure"])), max_size=5))
    judge = Judge(desk.record, "amal")
    for (left, right), verdict in told:
        judge.judge(left, verdict, right)
    home = {r: id for id, reports in partition(desk).items() for r in reports}
    kept, _ = heeded([Judged(min(pair), max(pair), verdict, n) for n, (pair, verdict) in enumerate(told)])
    assert all((home[j.left] == home[j.right]) is (j.verdict == "same") for j in kept)
    order = data.draw(st.permutations(range(len(ALL))))
    early = data.draw(st.integers(0, len(ALL)))
    for number in order[:early]:
        other.add(ALL[number], str(number))
    with other.record.writing() as connection:
        rows = [
            {"left": min(p), "right": max(p), "verdict": v, "by": "amal", "why": "", "at": "", "quote": ""}
            for p, v in told
        ]
        if rows:
            connection.execute(insert(tables.judgements), rows)
    for number in order[early:]:
        other.add(ALL[number], str(number))
    with other.record.writing() as connection:
        linking.settle(connection, set(ids), "2024-06-01T00:00:00Z")
    assert partition(other) == partition(desk)


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("kind", "claim", lambda row: row["kind"] == "claim"),
        ("type", "COERCE", lambda row: row["plover"] == "COERCE"),
        ("mode", "aerial", lambda row: row["mode"] == "aerial"),
        ("source", "yem.houthis", lambda row: [p["id"] for p in row["source_actor"]] == ["yem.houthis"]),
        ("source", "الحوثيون; حماس", lambda row: [p["name_en"] for p in row["source_actor"]] == ["Houthis", "Hamas"]),
        ("target", "مدنيون", lambda row: row["target_actor"][0]["name_ar"] == "مدنيون"),
        ("addressee", "Lebanon", lambda row: row["addressee"][0]["id"] == "lebanon"),
        (
            "attribution",
            "SANA > ?مصدر أمني",
            lambda row: [(s["who"], s["anonymous"]) for s in row["attribution"]][1][1] is True,
        ),
        ("place", "IRQ:Baqubah", lambda row: (row["place"]["country_iso3"], row["place"]["lat"]) == ("IRQ", 33.745)),
        ("coordinates", "34°30′N 38°15′E", lambda row: (row["place"]["lat"], row["place"]["lon"]) == (34.5, 38.25)),
        ("coordinates", "34.5, 38.25, 7", lambda row: row["place"]["precision_km"] == 7.0),
        (
            "date",
            "2024-05-01/2024-05-03",
            lambda row: (row["date"]["from"], row["date"]["to"]) == ("2024-05-01", "2024-05-03"),
        ),
        ("date", "", lambda row: row["date"] is None),
        ("date_from", "2024-05-05", lambda row: row["date"]["from"] == "2024-05-05"),
        ("factuality", "possible", lambda row: row["factuality"] == "possible"),
        ("condition", "إذا استمر الحصار", lambda row: row["condition"] == "إذا استمر الحصار"),
        ("deadline", "2024-06-01", lambda row: row["deadline"]["to"] == "2024-06-01"),
        ("channel", "في بيان", lambda row: row["channel"] == "في بيان"),
        ("act", "ASSAULT", lambda row: row["act"]["plover"] == "ASSAULT"),
        ("act_words", "قصف", lambda row: row["act"]["words"] == "قصف"),
        ("weapons", "drone; قذائف هاون", lambda row: len(row["weapons"]) == 2),
        ("killed", "", lambda row: row["killed"] is None),
        ("wounded", "٧", lambda row: row["wounded"] == 7),
        ("count", "1,200", lambda row: row["quantity"]["value"] == 1200),
        ("count_unit", "attack", lambda row: row["quantity"]["unit"] == "attack"),
        ("count_since", "2024-01-01", lambda row: row["quantity"]["since"] == "2024-01-01"),
        ("count_bound", "at least", lambda row: row["quantity"]["bound"] == "at least"),
    ],
)
def test_every_field_is_set_right_and_stays_so_when_read_again(
    another: Callable[[], Desk], field: str, value: str, found: Callable[[dict[str, Any]], bool]
) -> None:
    desk = another()
    article = desk.add(PALMYRA)
    before = only(desk, article)
    judging = judge(desk.record, "amal", desk.intake.reader)
    correction = judging.correct(str(before["id"]), field, value, "as the text says")
    after = only(desk, article)
    assert found(after), after
    assert after["corrected"] == [correction.field]
    desk.intake.reread([article])
    assert {k: v for k, v in only(desk, article).items() if k != "incident"} == {
        k: v for k, v in after.items() if k != "incident"
    }
    judging.correct(str(before["id"]), field, None, "after all")
    back = only(desk, article)
    assert {k: v for k, v in back.items() if k != "corrected"} == before
    assert back["corrected"] == []
    assert list(desk.record.verify()) == []
    assert [row["field"] for row in log_of(desk.record)] == [correction.field] * 2


def test_a_correction_reaches_search_and_linking(desk: Desk) -> None:
    first, other = desk.add(PALMYRA, "one"), desk.add(RAQQA, "two")
    judging = judge(desk.record, "amal", desk.intake.reader)
    assert not together(desk, first, other)
    id = str(only(desk, other)["id"])
    judging.correct(id, "place", "SYR:Palmyra", "the town in the headline")
    assert together(desk, first, other)
    assert desk.ask.assertions(Query(place="Palmyra")).total == 2
    assert desk.ask.assertions(Query(near=(34.56, 38.28, 20.0))).total == 2
    judging.correct(id, "source", "pse.hamas", "")
    assert desk.ask.assertions(Query(actors=("pse.hamas",), role="source")).total == 1
    judging.correct(id, "coordinates", "35.95, 39.01, 3", "")
    assert not together(desk, first, other)


def test_a_corrected_report_moves_a_threat_no_longer(desk: Desk) -> None:
    desk.add(THREAT, "one", "2024-05-08")
    article = desk.add(CARRIED_OUT, "two", "2024-05-12")
    assert [t.status for t in desk.ask.threats()] == ["carried_out"]
    judging = judge(desk.record, "amal", desk.intake.reader)
    moved = desk.ask.threats()[0].moves[0].by
    assert moved.startswith(article)
    judging.correct(moved, "source", "pse.hamas", "")
    assert [t.status for t in desk.ask.threats()] == ["open"]
    judging.correct(moved, "source", None, "")
    assert [t.status for t in desk.ask.threats()] == ["carried_out"]
    judging.judge(moved, "rejected")
    assert [t.status for t in desk.ask.threats()] == ["open"]
    threat = desk.ask.threats()[0].reports[0]
    judging.correct(threat, "kind", "statement", "")
    assert desk.ask.threats() == []


def test_an_assertion_that_was_missed_is_added_and_stays(desk: Desk) -> None:
    article = desk.add(f"{PALMYRA} وعثر الأهالي على لغم قرب البلدة.")
    judging = judge(desk.record, "amal", desk.intake.reader)
    id = judging.add(article, "لغم قرب البلدة", "event", "ASSAULT", "missed")
    judging.correct(id, "place", "SYR:Palmyra", "")
    for refused in ("لغم قرب البلدة", "لا يوجد", "ال"):
        with pytest.raises(RecordError):
            judging.add(article, refused, "event", "ASSAULT")
    before = {row["id"]: row for row in desk.ask.assertions(Query(articles=(article,))).rows}
    assert before[id]["verdict"] == "accepted"
    desk.intake.reread([article])
    after = {row["id"]: row for row in desk.ask.assertions(Query(articles=(article,))).rows}
    assert after[id] == before[id]
    judging.judge(id, "rejected")
    desk.intake.reread([article])
    assert id not in {row["id"] for row in desk.ask.assertions(Query(articles=(article,))).rows}


def test_what_people_said_goes_over_to_what_stands_on_the_same_words(desk: Desk) -> None:
    article = desk.add(PALMYRA)
    old = str(only(desk, article)["id"])
    judging = judge(desk.record, "amal", desk.intake.reader)
    judging.correct(old, "killed", "13", "in hospital")
    judging.judge(old, "accepted", why="checked")
    reading = desk.intake.reader.read(desk.record.document(article))
    other = replace(
        reading,
        assertions=(structs.replace(reading.assertions[0], plover="COERCE", id=old.replace("ASSAULT", "COERCE")),),
    )
    told = reports(other, desk.intake.reader.knowledge)
    for _ in range(2):
        desk.record.reread(article, other, told, desk.intake.terms(PALMYRA))
        row = only(desk, article)
        assert (row["id"], row["killed"], row["verdict"]) == (other.assertions[0].id, 13, "accepted")
    assert len(log_of(desk.record, [str(row["id"])])) == 2
    desk.record.reread(article, replace(reading, assertions=()), (), desk.intake.terms(PALMYRA))
    assert only(desk, article)["id"] == row["id"]


def test_a_rejected_assertion_is_in_no_answer_and_leaves_a_tombstone(desk: Desk) -> None:
    article = desk.add(PALMYRA)
    id = str(only(desk, article)["id"])
    Judge(desk.record, "amal").judge(id, "rejected", why="of another year")
    assert desk.ask.assertions(Query(articles=(article,))).total == 0
    assert [(t["old"], t["kind"]) for t in desk.ask.tombstones() if t["old"] == id] == [(id, "withdrawn")]
    Judge(desk.record, "amal").judge(id, "accepted")
    assert desk.ask.assertions(Query(articles=(article,))).total == 1
    assert not [t for t in desk.ask.tombstones() if t["old"] == id]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("place", "Atlantis", "is called 'Atlantis'"),
        ("place", "طرابلس", "several places.*LBN.*LBY"),
        ("coordinates", "95, 10", "latitude of 95"),
        ("coordinates", "somewhere", "latitude and longitude"),
        ("date", "2024-05-09/2024-05-01", "later than the last"),
        ("date", "yesterday", "YYYY-MM-DD"),
        ("type", "ATTACK", "PLOVER type"),
        ("kind", "", "event, threat"),
        ("weapons", "kindness", "no weapon"),
        ("count", "nan", "a number"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_would(
    another: Callable[[], Desk], field: str, value: str, message: str
) -> None:
    desk = another()
    article = desk.add(PALMYRA)
    judging = judge(desk.record, "amal", desk.intake.reader)
    with pytest.raises(RecordError, match=message):
        judging.correct(str(only(desk, article)["id"]), field, value, "")
    assert desk.record.counts()["corrections"] == 0
