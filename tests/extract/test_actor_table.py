"""A table of actors in sentences of 2003 to 2025: names, hostile ones, offices, patterns, names that several share."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

from rasid.model import ActorRef, Kind
from tests.build import reading

TABLE = Path(__file__).with_name("actors.txt")
NOBODY = "-"
SHARE = 0.95
KNOWN_WRONG = {  # sentences that are read wrongly today
    "آصف شوكت",  # the first letter is taken for part of the name
    "كتيبة شهداء حوران",  # no word of it marks it as a name
    "الإصلاح",  # a common noun too
    "القاعدة",  # may be a base
}


class Row(NamedTuple):
    """A sentence with its day, the words looked at, and who they name."""

    day: str
    text: str
    words: str
    name: str


@cache
def rows() -> tuple[Row, ...]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return tuple(Row(*(cell.strip() for cell in line.split("|"))) for line in lines if line and line[0] != "#")


@cache
def ambiguous() -> frozenset[str]:
    """The words that stand in the table for more than one actor."""
    names = defaultdict(set)
    for row in rows():
        names[row.words].add(row.name)
    return frozenset(words for words, meant in names.items() if len(meant) > 1)


def actors_at(row: Row) -> list[ActorRef]:
    """The actors whose mentions touch the words of a row, and the bodies whose office they hold."""
    made = reading(f"{row.text}.", published=row.day)
    start = row.text.index(row.words)
    touching = [
        m.value
        for m in made.mentions_of(Kind.ACTOR)
        if isinstance(m.value, ActorRef) and m.span.start < start + len(row.words) and m.span.end > start
    ]
    return [*touching, *(a.organ for a in touching if a.organ is not None)]


@cache
def is_right(row: Row) -> bool:
    found = actors_at(row)
    if row.name == NOBODY:
        return all(a.generic or a.entry is None for a in found)
    return row.name in {a.name for a in found}


def test_the_table_is_long_and_covers_the_years() -> None:
    shared = [row for row in rows() if row.words in ambiguous()]
    assert len(rows()) >= 300
    assert len(shared) >= 100
    assert {int(row.day[:4]) for row in rows()} >= set(range(2006, 2026))


def test_at_least_the_wanted_share_of_actors_is_right() -> None:
    for some in (rows(), [row for row in rows() if row.words in ambiguous()]):
        wrong = [row for row in some if not is_right(row)]
        assert 1 - len(wrong) / len(some) >= SHARE, wrong


def test_no_row_that_was_right_is_wrong() -> None:
    assert [row for row in rows() if not is_right(row) and row.words not in KNOWN_WRONG] == []


def test_the_actor_meant_less_likely_is_kept() -> None:
    made = reading("قصف الجيش الوطني مواقع لقوات حكومة الوفاق جنوبي طرابلس في ليبيا.", published="2019-04-10")
    found = next(m.value for m in made.mentions_of(Kind.ACTOR) if isinstance(m.value, ActorRef))
    assert found.entry == "lby.lna"
    assert {"syr.sna", "yem.yemen_army"} <= set(found.runners_up)
