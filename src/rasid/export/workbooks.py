"""Rasid's own tables in one file each: an SQLite database, a workbook, or Parquet."""

from __future__ import annotations

import re
import sqlite3
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from rasid.errors import RecordError
from rasid.export.tables import Column, Table, cell, cells, cleaned

SHEET_ROWS = 1_048_575  # of a worksheet, without its header
CELL = 32_767  # characters
BATCH = 2_000
WIDTH = 18  # of a column, in characters
SQL = {"integer": "INTEGER", "year": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
FIXED = (1980, 1, 1, 0, 0, 0)
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def typed(column: Column, value: Any) -> Any:
    """A value for a typed column of a database: text without marks, lists as JSON or joined, numbers as they are."""
    if value is None or value == "":
        return None
    if column.type in ("integer", "year", "number", "boolean"):
        return value
    found = cleaned(value) if isinstance(value, str) else value
    return found if isinstance(found, str) else cell(found, None if column.type == "array" else ";")


def exact(column: Column, value: Any) -> Any:
    """A value with the type that its column has: days, moments, lists of text."""
    if column.type == "list":
        return [cleaned(str(v)) for v in value or () if v not in (None, "")]
    found = typed(column, value)
    if found is None or column.type not in ("date", "datetime"):
        return found
    return date.fromisoformat(found[:10]) if column.type == "date" else moment(found)


def moment(said: str) -> datetime:
    """A moment in ISO form, in UTC."""
    found = datetime.fromisoformat(said)
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def write_sqlite(tables: Iterable[Table], path: Path) -> dict[str, int]:
    """Write tables into a new SQLite database; how many rows each has."""
    counts = {}
    base = sqlite3.connect(path)
    try:
        for table in tables:
            base.execute(f'CREATE TABLE "{table.name}" ({", ".join(shape(table))})')
            line = f'INSERT INTO "{table.name}" VALUES ({", ".join("?" * len(table.columns))})'  # noqa: S608 - our names
            rows = ([typed(c, row.get(c.name)) for c in table.columns] for row in table.rows())
            counts[table.name] = base.executemany(line, rows).rowcount
            counts[table.name] = base.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]  # noqa: S608
        base.commit()
    finally:
        base.close()
    return counts


def shape(table: Table) -> Iterator[str]:
    """The columns of a table in SQL, what tells its rows apart, and what they refer to."""
    yield from (f'"{c.name}" {SQL.get(c.type, "TEXT")}' for c in table.columns)
    if table.key:
        yield f"PRIMARY KEY ({', '.join(table.key)})"
    for column, (other, there) in table.refers.items():
        yield f"FOREIGN KEY ({column}) REFERENCES {other} ({there})"


def write_workbook(tables: Iterable[Table], path: Path) -> dict[str, int]:
    """Write tables as sheets of a workbook; how many rows each has.

    Raises RecordError without openpyxl, and where a table is longer than a sheet can be.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.utils import get_column_letter
    except ImportError as error:
        raise RecordError("a workbook needs openpyxl; install it with: pip install 'rasid[export]'") from error
    book, counts = Workbook(write_only=True), {}
    for table in tables:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "B2"
        for at in range(len(table.columns)):
            sheet.column_dimensions[get_column_letter(at + 1)].width = WIDTH
        sheet.append([c.name for c in table.columns])
        number = 0
        for row in sheet_rows(table):
            number += 1
            if number > SHEET_ROWS:
                raise RecordError(f"{table.name} has more rows than a sheet can hold; narrow the query, or export csv")
            sheet.append([v[: CELL - 1] + "…" if isinstance(v, str) and len(v) > CELL else v for v in row])
        counts[table.name] = number
    rough = path.with_suffix(".rough")
    book.save(rough)
    settle(rough, path)
    rough.unlink()
    return counts


def sheet_rows(table: Table) -> Iterator[list[Any]]:
    """The rows of a table as cells, with days and moments (in UTC) as such."""
    kinds = [c.type for c in table.columns]
    for row in cells(table):
        yield [in_sheet(kind, value) for kind, value in zip(kinds, row, strict=True)]


def in_sheet(kind: str, value: Any) -> Any:
    """A cell as a workbook has it."""
    if value == "":
        return None
    if kind == "boolean":
        return value == "true"
    if kind == "date":
        return date.fromisoformat(value[:10])
    return moment(value).replace(tzinfo=None) if kind == "datetime" else value


def settle(rough: Path, path: Path) -> None:
    """A workbook without the moments at which it was made."""
    with zipfile.ZipFile(rough) as given, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(given.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            entry = zipfile.ZipInfo(name, FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with given.open(name) as source, made.open(entry, "w") as out:
                if name == "docProps/core.xml":
                    out.write(MOMENT.sub(b"1980-01-01T00:00:00Z", source.read()))
                else:
                    while piece := source.read(1 << 16):
                        out.write(piece)


def parquet_writer(table: Table) -> Callable[[Path], int]:
    """What writes a table as Parquet; it gives the number of rows."""

    def write(path: Path) -> int:
        try:
            import pyarrow as arrow
            import pyarrow.parquet as parquet
        except ImportError as error:
            raise RecordError("Parquet needs pyarrow; install it with: pip install 'rasid[export]'") from error
        types = {
            "integer": arrow.int64(),
            "year": arrow.int64(),
            "number": arrow.float64(),
            "boolean": arrow.bool_(),
            "date": arrow.date32(),
            "datetime": arrow.timestamp("us", tz="UTC"),
            "list": arrow.list_(arrow.string()),
        }
        schema = arrow.schema([(c.name, types.get(c.type, arrow.string())) for c in table.columns])
        rows, number = iter(table.rows()), 0
        with parquet.ParquetWriter(path, schema) as out:
            while some := list(islice(rows, BATCH)):
                number += len(some)
                batch = [{c.name: exact(c, row.get(c.name)) for c in table.columns} for row in some]
                out.write_table(arrow.Table.from_pylist(batch, schema=schema))
        return number

    return write
