"""Alembic's migrations make the tables that the code speaks of."""

from __future__ import annotations

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from rasid.store import tables
from rasid.store.engine import open_engine


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
