"""Alembic's migrations make the tables that the code speaks of."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.command import upgrade
from alembic.migration import MigrationContext
from sqlalchemy import insert, text

from rasid.link.copies import bands, whole
from rasid.store import tables
from rasid.store.engine import open_engine
from rasid.store.record import open_record
from tests.record.conftest import Desk
from tests.record.test_contract import ASAD, OMDURMAN, PALMYRA, PALMYRA_CLAIM, RAQQA


def test_the_migrations_make_the_tables_of_the_code(where: str) -> None:
    def asked(_object: Any, name: str | None, kind: str, _reflected: bool, _compared: Any) -> bool:
        """The table of search differs by database and has tables behind it."""
        return kind != "table" or not str(name).startswith("words")

    engine = open_engine(where)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection, opts={"include_object": asked, "compare_type": True})
            found = compare_metadata(context, tables.metadata)
    finally:
        engine.dispose()
    assert [difference for difference in found if "alembic_version" not in str(difference)] == []


def test_what_was_there_before_periods_is_still_found_as_a_copy(
    desk: Desk, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    long, other = " ".join([PALMYRA, OMDURMAN, ASAD]), RAQQA
    texts = {desk.add(long, "agency", "2024-05-07"): long, desk.add(other, "agency", "2024-05-07"): other}
    with desk.record.engine.begin() as connection:
        connection.execute(text("DELETE FROM bands"))
        for article, words in texts.items():
            terms, day = desk.intake.terms(words), date(2024, 5, 7).toordinal()
            rows = [{"band": b, "day": day, "article": article} for b in (*bands(terms), *whole(terms))]
            connection.execute(insert(tables.bands), rows)
        for column in ("arabic", "name"):
            connection.execute(text(f"DROP INDEX ix_parties_{column}_published"))
            connection.execute(text(f"CREATE INDEX ix_parties_{column} ON parties ({column})"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    monkeypatch.setattr("rasid.store.engine.command.upgrade", upgrade)
    with open_record(where) as record:
        again = Desk(record, desk.intake.reader, {})
        near, same = again.add(f"{long} {PALMYRA_CLAIM}", "site", "2024-05-09"), again.add(other, "b", "2024-09-01")
        story = {a["id"]: a["story"] for a in again.ask.articles([near, same])}
    assert story == dict(zip((near, same), texts, strict=True))
