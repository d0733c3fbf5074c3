"""Reports out of the record, each fetched and decoded once in a transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import msgspec
from sqlalchemy import Connection, select

from rasid.model.record import Report
from rasid.store import tables
from rasid.store.lists import SOME, rows

READER = msgspec.json.Decoder(Report)
A, T, BODY = tables.assertions.c, tables.articles.c, tables.assertion_bodies.c
TOLD = (
    select(A.id, BODY.report, T.story)
    .select_from(tables.assertions)
    .join(tables.assertion_bodies, BODY.assertion == A.id)
    .join(tables.articles, T.id == A.article)
    .where(A.id.in_(SOME), A.verdict != "rejected")
)


class Reports:
    """Reports by id, with the story that their article belongs to; those that people rejected are left out."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.known: dict[str, Report | None] = {}

    def of(self, ids: Iterable[str]) -> dict[str, Report]:
        """The reports of these ids, sorted by id."""
        wanted = sorted(set(ids))
        missing = [id for id in wanted if id not in self.known]
        self.known |= dict.fromkeys(missing)
        for row in rows(self.connection, TOLD, missing):
            self.known[row.id] = with_story(READER.decode(row.report), row.story)
        return {id: report for id in wanted if (report := self.known[id]) is not None}

    def one(self, id: str) -> Report:
        """A report that is there."""
        return self.of([id])[id]


def reports_of(connection: Connection, ids: Iterable[str]) -> dict[str, Report]:
    """Reports by id, sorted; those that people rejected are left out."""
    return Reports(connection).of(ids)


def with_story(report: Report, story: str) -> Report:
    """A report with the story its article belongs to."""
    return report if report.story == story else replace(report, story=story)
