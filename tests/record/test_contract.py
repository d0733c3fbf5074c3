"""What a record does, the same on SQLite and PostgreSQL."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import insert, select, text, update

from rasid.errors import RecordError
from rasid.model.query import Query
from rasid.store import tables
from rasid.store.engine import open_engine
from rasid.store.judging import Judge
from rasid.store.record import open_record
from tests.record.conftest import Desk

PALMYRA = "قتل 12 جنديا في هجوم شنه تنظيم داعش على ثكنة للجيش السوري في مدينة تدمر يوم الاثنين."
PALMYRA_MINISTRY = "قالت وزارة الدفاع السورية إن 15 جنديا قتلوا في هجوم على ثكنة في تدمر يوم الاثنين."
PALMYRA_CLAIM = "أعلن تنظيم الدولة الإسلامية مسؤوليته عن الهجوم على ثكنة الجيش السوري في تدمر يوم الاثنين."
PALMYRA_TUESDAY = "قتل 3 جنود في هجوم شنه تنظيم داعش على ثكنة للجيش السوري في مدينة تدمر يوم الثلاثاء."
RAQQA = "قتل 12 جنديا في هجوم شنه تنظيم داعش على ثكنة للجيش السوري في مدينة الرقة يوم الاثنين."
OMDURMAN = (
    "قصفت مدفعية الجيش السوداني مواقع لقوات الدعم السريع في مدينة أم درمان يوم الثلاثاء، ما أسفر عن مقتل خمسة أشخاص."
)
OMDURMAN_DENIAL = "نفت قوات الدعم السريع قصف مدينة أم درمان يوم الثلاثاء."
ASAD = "استهدفت طائرة مسيرة قاعدة عين الأسد في العراق يوم الأربعاء."
THREAT = "هدد عبد الملك الحوثي السعودية بقصف مطاراتها إذا استمر الحصار على اليمن."
DEADLINE = "هددت حركة طالبان بمهاجمة القوات الأميركية إذا لم تنسحب قبل 20 مايو 2024."
CARRIED_OUT = "أعلنت جماعة الحوثي قصف مطار أبها في السعودية بطائرة مسيرة يوم السبت."
TALLY = "أعلن المرصد السوري لحقوق الإنسان أن تنظيم داعش نفذ أربعة هجمات في سوريا منذ 1 مايو."
ALL = (PALMYRA, PALMYRA_MINISTRY, PALMYRA_CLAIM, PALMYRA_TUESDAY, RAQQA, OMDURMAN, OMDURMAN_DENIAL, ASAD)


def partition(desk: Desk) -> dict[str, tuple[str, ...]]:
    """The incidents of a record with their reports."""
    rows = desk.ask.each_incident(Query())
    return {str(row["id"]): tuple(row["reports"]) for row in rows}


def together(desk: Desk, *articles: str) -> bool:
    """Whether one incident is told by all these articles."""
    return any(set(articles) <= set(row["articles"]) for row in desk.ask.each_incident(Query()))


def test_the_same_thing_twice_changes_nothing(desk: Desk) -> None:
    first = desk.take(PALMYRA)
    before = (desk.record.counts(), partition(desk))
    again = desk.take(PALMYRA)
    assert (first.outcome, again.outcome, again.article) == ("added", "unchanged", first.article)
    assert (desk.record.counts(), partition(desk)) == before


def test_an_article_received_at_another_address_is_one_article_with_two_captures(desk: Desk) -> None:
    first = desk.take(PALMYRA, at="a.txt")
    second = desk.take(PALMYRA, at="b.txt")
    assert (second.outcome, second.article) == ("captured", first.article)
    assert [c["address"] for c in desk.ask.captures(first.article)] == ["a.txt", "b.txt"]
    assert desk.record.counts()["articles"] == 1
    assert desk.record.counts()["originals"] == 1


def test_originals_come_back_as_they_were_received(desk: Desk) -> None:
    article = desk.add(PALMYRA)
    capture = desk.ask.captures(article)[0]
    assert desk.record.original(capture["sha256"]) == PALMYRA.encode()


def test_a_whole_record_verifies_and_a_changed_original_is_found(desk: Desk) -> None:
    desk.add(PALMYRA)
    assert list(desk.record.verify()) == []
    with desk.record.writing() as connection:
        connection.execute(update(tables.originals).values(data=b"x\x9c\x03\x00\x00\x00\x00\x01"))
    assert any("no longer those received" in fault for fault in desk.record.verify())


def test_a_change_of_the_audit_log_is_found(desk: Desk) -> None:
    desk.add(PALMYRA)
    desk.add(ASAD)
    with desk.record.writing() as connection:
        connection.execute(update(tables.audit).where(tables.audit.c.seq == 1).values(what="nothing"))
    assert list(desk.record.verify()) == ["audit entry 1: was changed"]


def test_an_entry_taken_out_of_the_audit_log_is_found(desk: Desk) -> None:
    for sentence in (PALMYRA, ASAD, RAQQA):
        desk.add(sentence)
    with desk.record.writing() as connection:
        connection.execute(tables.audit.delete().where(tables.audit.c.seq == 2))
    faults = list(desk.record.verify())
    assert "audit entry 2: is missing" in faults


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("الجيش", True),
        ("للجيش", True),
        ("والجيش", True),
        ("داعش", True),
        ("دَاعِش", True),
        ("تدمر", True),
        ("مدينه", True),
        ("المدينة", True),
        ('"الجيش السوري"', True),
        ('"السوري الجيش"', False),
        ("هجو*", True),
        ("تدمر -الرقة", True),
        ("تدمر -داعش", False),
        ("12", True),
        ("١٢", True),
        ("بغداد", False),
    ],
)
def test_words_are_found_in_all_their_spellings(desk: Desk, question: str, found: bool) -> None:
    desk.add(PALMYRA)
    assert bool(desk.ask.assertions(Query(words=question)).total) is found


def test_exactly_as_written_takes_no_other_spelling(desk: Desk) -> None:
    desk.add(PALMYRA)
    assert desk.ask.assertions(Query(words="للجيش", exact=True)).total
    assert not desk.ask.assertions(Query(words="الجيش", exact=True)).total


def test_a_search_without_a_word_says_what_is_missing(desk: Desk) -> None:
    with pytest.raises(RecordError, match="no word to look for"):
        desk.ask.assertions(Query(words="-تدمر"))


def test_reports_of_one_attack_are_one_incident_with_figures_by_speaker(desk: Desk) -> None:
    first = desk.add(PALMYRA, "one", "2024-05-06")
    second = desk.add(PALMYRA_MINISTRY, "two", "2024-05-07")
    claim = desk.add(PALMYRA_CLAIM, "three", "2024-05-07")
    row = next(r for r in desk.ask.each_incident(Query()) if first in r["articles"])
    item = desk.ask.incident(row["id"])
    assert set(item.articles) == {first, second, claim}
    assert item.first == first
    killed = item.estimate("killed")
    assert killed is not None
    assert (killed.low, killed.high) == (12, 15)
    assert {f.value: f.speaker for f in killed.figures} == {12: "one", 15: "Syrian Ministry of Defense"}
    assert item.stance == "claimed"
    assert len(item.origins) == 3
    assert any(text.startswith("killed: 12 (one); 15") for text in item.contradictions)


@pytest.mark.parametrize("other", [PALMYRA_TUESDAY, RAQQA], ids=["next day", "other town"])
def test_a_hard_neighbour_stays_an_incident_of_its_own(desk: Desk, other: str) -> None:
    assert not together(desk, desk.add(PALMYRA, "one"), desk.add(other, "two"))


def test_the_order_of_arrival_makes_no_difference(desk: Desk, another: Callable[[], Desk]) -> None:
    for number, sentence in enumerate(ALL):
        desk.add(sentence, f"outlet {number % 3}")
    for seed in range(3):
        other = another()
        order = list(enumerate(ALL))
        random.Random(seed).shuffle(order)  # noqa: S311 - an order, not a secret
        for number, sentence in order:
            other.add(sentence, f"outlet {number % 3}")
        assert partition(other) == partition(desk)


def test_copies_are_one_origin(desk: Desk) -> None:
    long = " ".join([PALMYRA, OMDURMAN, ASAD])
    first = desk.add(long, "agency", "2024-05-07")
    copy = desk.add(long, "paper", "2024-05-08")
    roles = {a["id"]: (a["role"], a["story"]) for a in desk.ask.articles([first, copy])}
    assert roles == {first: ("original", first), copy: ("copy", first)}
    row = next(r for r in desk.ask.each_incident(Query(types=("ASSAULT",))) if first in r["articles"])
    assert (len(row["articles"]), len(row["origins"])) == (2, 1)


def test_words_repeated_weeks_later_are_a_copy_only_where_all_are_the_same(desk: Desk) -> None:
    long = " ".join([PALMYRA, OMDURMAN, ASAD])
    first = desk.add(long, "agency", "2024-03-07")
    rewrite = desk.add(f"{long} {RAQQA}", "paper", "2024-06-20")
    same = desk.add(long, "station", "2024-05-08")
    near = desk.add(f"{long} {PALMYRA_CLAIM}", "site", "2024-03-09")
    story = {a["id"]: a["story"] for a in desk.ask.articles([first, rewrite, same, near])}
    assert story == {first: first, same: first, near: first, rewrite: rewrite}


def test_a_text_without_a_day_is_a_rewrite_of_one_of_any_day(desk: Desk) -> None:
    long = " ".join([PALMYRA, OMDURMAN, ASAD])
    first = desk.add(long, "agency", "2019-03-07")
    undated = desk.add(f"{long} {RAQQA}", "paper", "")
    later = desk.add(f"{long} {PALMYRA_CLAIM}", "site", "2024-03-09")
    story = {a["id"]: a["story"] for a in desk.ask.articles([first, undated, later])}
    assert story == {first: first, undated: first, later: first}


def test_the_first_report_is_the_one_published_first_though_it_came_last(desk: Desk) -> None:
    long = " ".join([PALMYRA, OMDURMAN, ASAD])
    copy = desk.add(long, "paper", "2024-05-08")
    first = desk.add(long, "agency", "2024-05-07")
    assert [(a["id"], a["role"]) for a in desk.ask.articles([first, copy])] == [(first, "original"), (copy, "copy")]


def test_an_article_changed_under_its_address_is_an_update(desk: Desk) -> None:
    first = desk.add(PALMYRA, "one", "2024-05-07", "https://one.example/1")
    later = desk.add(f"{PALMYRA} {ASAD}", "one", "2024-05-08", "https://one.example/1")
    assert [(a["id"], a["role"]) for a in desk.ask.articles([first, later])] == [(first, "original"), (later, "update")]


def test_people_part_and_join_what_the_machine_linked(desk: Desk) -> None:
    first, second = desk.add(PALMYRA, "one"), desk.add(PALMYRA_MINISTRY, "two")
    reports = next(r for r in partition(desk).values() if len(r) == 2)
    before = partition(desk)
    judge = Judge(desk.record, "amal")
    judge.judge(reports[0], "different", reports[1], "two barracks")
    assert not together(desk, first, second)
    judge.judge(reports[0], "same", reports[1], "one after all")
    assert partition(desk) == before
    with desk.record.looking() as connection:
        assert len(connection.execute(select(tables.judgements)).all()) == 2


def test_an_id_that_was_merged_leads_to_its_heir(desk: Desk) -> None:
    desk.add(PALMYRA_MINISTRY, "two", "2024-05-08")
    old = next(iter(partition(desk)))
    desk.add(PALMYRA, "one", "2024-05-07")
    new = next(id for id, reports in partition(desk).items() if len(reports) == 2)
    assert old != new
    assert desk.ask.incident(old).id == new


def test_a_rejected_assertion_leaves_its_incident(desk: Desk) -> None:
    desk.add(PALMYRA)
    report = next(iter(partition(desk).values()))[0]
    Judge(desk.record, "amal").judge(report, "rejected", why="of another year")
    assert all(report not in reports for reports in partition(desk).values())
    assert desk.ask.assertions(Query(verdicts=("rejected",))).total == 1
    Judge(desk.record, "amal").judge(report, "accepted")
    assert any(report in reports for reports in partition(desk).values())


def test_verdicts_and_corrections_outlive_a_new_reading(desk: Desk) -> None:
    article = desk.add(PALMYRA)
    report = next(iter(partition(desk).values()))[0]
    Judge(desk.record, "amal").correct(report, "killed", "13", "a death in hospital")
    Judge(desk.record, "amal").judge(report, "accepted")
    assert desk.intake.reread([article]) == 1
    row = desk.ask.assertions(Query(articles=(article,))).rows[0]
    assert (row["killed"], row["verdict"], row["corrected"]) == (13, "accepted", ["killed"])
    killed = desk.ask.incident(str(row["incident"])).estimate("killed")
    assert killed is not None
    assert killed.best == 13


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [("killed", "many", "whole number"), ("date_from", "05/06", "a day"), ("title", "x", "cannot be corrected")],
)
def test_a_correction_that_cannot_be_is_refused(desk: Desk, field: str, value: str, message: str) -> None:
    desk.add(PALMYRA)
    report = next(iter(partition(desk).values()))[0]
    with pytest.raises(RecordError, match=message):
        Judge(desk.record, "amal").correct(report, field, value, "")


def test_a_judgement_needs_a_name_and_a_thing_that_is_there(desk: Desk) -> None:
    with pytest.raises(RecordError, match="needs a name"):
        Judge(desk.record, " ")
    with pytest.raises(RecordError, match="no assertion or incident"):
        Judge(desk.record, "amal").judge("i0", "same", "i1")


def test_a_threat_is_carried_out_by_a_later_act(desk: Desk) -> None:
    desk.add(THREAT, "one", "2024-05-08")
    assert [t.status for t in desk.ask.threats()] == ["open"]
    desk.add(CARRIED_OUT, "two", "2024-05-12")
    threat = desk.ask.threats()[0]
    assert threat.status == "carried_out"
    assert threat.moves[0].on == date(2024, 5, 11)


def test_a_threat_takes_the_same_steps_whatever_came_first(desk: Desk, another: Callable[[], Desk]) -> None:
    told = [
        (THREAT, "2024-05-08"),
        (CARRIED_OUT, "2024-05-12"),
        (CARRIED_OUT, "2024-05-19"),
        (CARRIED_OUT, "2024-09-29"),
        ("شددت السعودية الحصار على اليمن يوم الخميس.", "2024-05-10"),
        (ASAD, "2024-05-09"),
    ]
    for sentence, day in told:
        desk.add(sentence, "one", day)
    steps = desk.ask.threats()
    assert [(t.status, t.moves[-1].on) for t in steps] == [("carried_out", date(2024, 5, 11))]
    for seed in range(4):
        other = another()
        order = list(told)
        random.Random(seed).shuffle(order)  # noqa: S311 - an order, not a secret
        for sentence, day in order:
            other.add(sentence, "one", day)
        assert other.ask.threats() == steps


def test_a_new_reading_of_the_act_leaves_the_threat_carried_out(desk: Desk) -> None:
    desk.add(THREAT, "one", "2024-05-08")
    act = desk.add(CARRIED_OUT, "two", "2024-05-12")
    before = desk.ask.threats()
    assert desk.intake.reread([act]) == 1
    assert desk.ask.threats() == before


def test_a_threat_lapses_when_the_record_passes_its_deadline(desk: Desk) -> None:
    desk.add(DEADLINE, "one", "2024-05-08")
    assert [t.status for t in desk.ask.threats()] == ["open"]
    desk.add(ASAD, "two", "2024-05-29")
    assert [t.status for t in desk.ask.threats(status="lapsed")] == ["lapsed"]
    assert desk.ask.threats(status="open") == []


def test_a_tally_is_held_against_the_incidents_in_its_window(desk: Desk) -> None:
    for sentence in (PALMYRA, PALMYRA_MINISTRY, RAQQA, ASAD):
        desk.add(sentence, "one", "2024-05-08")
    desk.add(TALLY, "two", "2024-05-10")
    found = desk.ask.tallies()
    assert len(found) == 1
    assert (found[0].value, found[0].since, found[0].until) == (4.0, date(2024, 5, 1), date(2024, 5, 10))
    assert (found[0].counted, found[0].share) == (2.0, 0.5)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        (Query(actors=("global.islamic_state",), role="source"), 1),
        (Query(actors=("Islamic State",)), 1),
        (Query(actors=("sudan",)), 1),
        (Query(actors=("sdn.rsf",), role="target"), 1),
        (Query(place="SYR"), 1),
        (Query(place="Homs Governorate"), 1),
        (Query(place="Omdurman"), 1),
        (Query(near=(34.56, 38.27, 20)), 1),
        (Query(near=(34.56, 38.27, 20), types=("PROTEST",)), 0),
        (Query(box=(30, 10, 35, 20)), 1),
        (Query(since=date(2024, 5, 7)), 2),
        (Query(until=date(2024, 5, 6)), 1),
        (Query(outlets=("nobody",)), 0),
        (Query(countries=("SDN", "IRQ")), 2),
        (Query(min_origins=2), 0),
        (Query(least_score=1.0), 0),
    ],
)
def test_a_query_narrows_by_every_field(desk: Desk, query: Query, number: int) -> None:
    for sentence in (PALMYRA, OMDURMAN, ASAD):
        desk.add(sentence)
    assert desk.ask.assertions(query).total == number


def test_pages_hold_every_row_once(desk: Desk) -> None:
    for sentence in ALL:
        desk.add(sentence)
    for ask in (desk.ask.assertions, desk.ask.incidents):
        whole = [row["id"] for row in ask(Query(limit=1000)).rows]
        paged, after = [], ""
        while True:
            page = ask(Query(limit=3, after=after))
            paged += [row["id"] for row in page.rows]
            after = page.after
            if not after:
                break
        assert paged == whole
        assert len(set(whole)) == len(whole) > 3


def test_facets_count_what_a_query_finds(desk: Desk) -> None:
    for sentence in ALL:
        desk.add(sentence)
    facets = desk.ask.facets(Query(countries=("SYR",)))
    assert sum(facets["kind"].values()) == desk.ask.assertions(Query(countries=("SYR",))).total
    assert set(facets["country"]) == {"SYR"}


def test_a_run_that_breaks_off_inside_an_article_leaves_nothing_of_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add(PALMYRA)
    before = desk.record.counts()

    def broken(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr("rasid.store.audit.append", broken)
        with pytest.raises(RuntimeError):
            desk.add(RAQQA)
    assert desk.record.counts() == before
    assert desk.take(RAQQA).outcome == "added"


def test_a_database_of_something_else_is_left_alone(where: str) -> None:
    engine = open_engine(where)
    with engine.connect() as connection, connection.begin():
        connection.execute(text("DELETE FROM alembic_version"))
    engine.dispose()
    with pytest.raises(RecordError, match="tables of something else"):
        open_record(where)


def test_a_record_of_a_newer_version_is_left_alone(where: str) -> None:
    engine = open_engine(where)
    with engine.connect() as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(RecordError, match="newer Rasid"):
        open_record(where)


def test_what_cannot_be_read_is_on_record_with_its_reason(desk: Desk) -> None:
    found = desk.record.refuse("run", "broken.pdf", "the file is cut off")
    assert found.outcome == "refused"
    with desk.record.looking() as connection:
        row = connection.execute(select(tables.items)).one()
    assert (row.address, row.outcome, row.reason) == ("broken.pdf", "refused", "the file is cut off")


def test_rows_that_point_nowhere_are_refused_by_the_database(desk: Desk) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"), desk.record.writing() as connection:
        connection.execute(insert(tables.areas), {"assertion": "nobody", "area": "SYR"})
