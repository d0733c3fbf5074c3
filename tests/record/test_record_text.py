"""What the record says is said in both languages, whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

import pytest

from rasid.cli.session import arabic_words
from rasid.export import record_text
from rasid.export.record_text import (
    facet_lines,
    found_lines,
    incident_head,
    incident_lines,
    shown_line,
    tally_lines,
    threat_lines,
)
from rasid.export.text import ISOLATE, POP, TextStyle
from rasid.knowledge.scheme import load_scheme
from rasid.lang.ar import labels
from rasid.link import features, incidents
from rasid.link.incidents import incident
from rasid.link.ledger import follow, threat
from rasid.link.tallies import NOT_COUNTED, over_time
from rasid.model.query import Query
from rasid.model.record import TallyCheck
from rasid.run.pipeline import Reader
from tests.link.made import ARMY, IS, MONDAY, PALMYRA, RAQQA, made, on
from tests.record.conftest import Desk
from tests.record.test_contract import ALL, CARRIED_OUT, DEADLINE, TALLY, THREAT

LATIN = re.compile("[A-Za-z]")


@pytest.fixture(scope="module")
def style(reader: Reader) -> TextStyle:
    return TextStyle("ar", False, arabic_words(reader.knowledge))


def bare(line: str) -> str:
    """A line without the pieces that are closed in direction isolates."""
    while ISOLATE in line:
        line = re.sub(f"{ISOLATE}[^{ISOLATE}{POP}]*{POP}", "", line)
    return line


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        (record_text.ENGLISH, labels.RECORD_LABELS),
        (features.REASONS, labels.REASONS),
        (incidents.CONTRADICTIONS, labels.CONTRADICTIONS),
    ],
)
def test_both_languages_have_the_same_words(english: dict[str, str], arabic: dict[str, str]) -> None:
    assert english.keys() == arabic.keys()
    for key, text in english.items():
        assert text.count("{") == arabic[key].count("{"), key


def test_every_mode_and_type_has_an_arabic_word() -> None:
    scheme = load_scheme("plover")
    assert {mode for code in scheme.codes for mode in scheme.modes(code)} <= labels.MODES.keys()
    assert scheme.codes.keys() <= labels.LABELS.keys()


def told(desk: Desk, style: TextStyle) -> Iterator[str]:
    """All that the commands print of a record."""
    for row in desk.ask.each_assertion(Query()):
        yield from found_lines(row, style)
    for row in desk.ask.each_incident(Query()):
        event = desk.ask.incident(str(row["id"]))
        yield incident_head(event, style)
        reports, articles = desk.ask.reports(event.reports), desk.ask.articles(event.articles)
        yield from incident_lines(event, reports, articles, desk.ask.reasons(event.reports), style)
    for item in desk.ask.threats():
        yield from threat_lines(item, desk.ask.reports(m.by for m in item.moves), style)
    for tally in desk.ask.tallies():
        yield from tally_lines(tally, style)
    yield from facet_lines(desk.ask.facets(Query()), style)
    yield shown_line("2024-05-06|x", 2, 9, style)
    yield shown_line("", 0, 0, style)


def test_nothing_is_english_in_arabic_but_ids_and_names_of_outlets(desk: Desk, style: TextStyle) -> None:
    for number, text in enumerate((*ALL, THREAT, CARRIED_OUT, DEADLINE, TALLY)):
        desk.add(text, f"وكالة {number}", f"2024-05-{8 + number:02}")
    desk.add("نفت وزارة الدفاع السورية وقوع هجوم على ثكنة في تدمر يوم الاثنين.", "وكالة", "2024-06-20")
    lines = list(told(desk, style))
    assert len(lines) > 60
    wrong = [line for line in lines if LATIN.search(re.sub("--after '.*'", "", bare(line)))]
    assert not wrong


def test_dates_and_numbers_of_ranges_keep_their_direction(desk: Desk, style: TextStyle) -> None:
    for number, text in enumerate((*ALL, THREAT, TALLY)):
        desk.add(text, f"وكالة {number}", f"2024-05-{8 + number:02}")
    assert not [line for line in told(desk, style) if re.search(r"\d{4}-\d\d-\d\d|\d–\d", bare(line))]


def test_a_clash_names_each_side_once() -> None:
    one = made("a", source=(IS,), target=(ARMY,))
    other = made("b", source=(ARMY,), target=(IS,))
    head = incident_head(incident([one, other]), TextStyle())
    assert "Islamic State ↔ Syrian army" in head
    assert "Islamic State → Syrian army" in incident_head(incident([one]), TextStyle())


def test_who_speaks_for_himself_is_named_once() -> None:
    claim = made("a", kind="claim", source=(IS,), chain=(IS,))
    said = made("b", source=(IS,), chain=(ARMY,))
    item = incident([claim, said])
    lines = list(incident_lines(item, {"a": claim, "b": said}, [], [], TextStyle()))
    assert "   responsibility: claimed by Islamic State (2024-05-06)" in lines
    assert "   responsibility: attributed to Islamic State, according to Syrian army (2024-05-06)" in lines


def test_places_that_differ_are_told_in_arabic_too(style: TextStyle) -> None:
    near, far = (made(i, place=p) for i, p in (("a", PALMYRA), ("b", RAQQA)))
    deep = [  # of a town, with what holds it
        made(r.id, place=type(r.place)(r.place.name, "اسم", "SYR", (*r.place.path, "x"), r.place.lat, r.place.lon))
        for r in (near, far)
        if r.place is not None
    ]
    item = incident(deep)
    lines = list(incident_lines(item, {r.id: r for r in deep}, [], [], style))
    assert any(labels.CONTRADICTIONS["two places"].split("{}")[0] in line for line in lines)


def test_a_lapsed_threat_says_which_deadline_passed() -> None:
    item = follow(threat([made("t", kind="threat", source=(IS,), deadline=on(MONDAY))]), [], date(2024, 6, 1))
    assert "the deadline of 2024-05-06 passed" in list(threat_lines(item, {}, TextStyle()))[-1]


def test_tallies_of_one_speaker_tell_the_difference_over_time() -> None:
    def check(id: str, value: float, counted: float, day: int) -> TallyCheck:
        when = date(2024, 5, day)
        return TallyCheck(id, "Ministry", value, "attack", "Syria", MONDAY, when, (), counted, None, published=when)

    reports = [made(id, kind="tally", chain=(ARMY,)) for id in ("a", "b", "c")]
    found = list(
        over_time(zip(reports, (check("a", 4, 1, 10), check("b", 6, 2, 17), check("c", 6, 2, 17)), strict=True))
    )
    assert [(t.before, t.said_more, t.counted_more) for t in found] == [("", None, None), ("a", 2, 1), ("", None, None)]
    assert any("since the count before: +2, on record +1" in line for line in tally_lines(found[1], TextStyle()))
    other = list(over_time(zip([made("x", chain=(IS,)), reports[1]], found[:2], strict=True)))
    assert [t.before for t in other] == ["", "a"]


def test_what_is_no_kind_of_incident_is_held_against_nothing(style: TextStyle) -> None:
    item = TallyCheck("a", "x", 50_000, "person", "", None, MONDAY, (), 0, None, NOT_COUNTED)
    lines = list(tally_lines(item, style))
    assert "50,000" in lines[0]
    assert labels.RECORD_LABELS["not counted"] in lines[-1]
    assert all(a != b for a, b in pairwise(lines))
