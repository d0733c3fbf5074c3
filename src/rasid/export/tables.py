"""Tables for others: typed columns, and the writing of rows as CSV that is safe to open and the same each time."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

KM_PER_DEGREE = 111.32
FINEST = 5  # decimals of a degree, about a metre
UNKNOWN_KM = 10.0  # how exact a place is taken to be that does not say it
FORMULA = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
MARKS = {**dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF))}
CONTROLS = {**dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " "), **MARKS}
TYPES = {"string", "integer", "number", "boolean", "date", "datetime", "year", "list", "array"}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type (one of `TYPES`; a list stands in one cell), and its values where they are few."""

    name: str
    type: str = "string"
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written: what parts cells and the values in one cell, its header, its mark of encoding."""

    delimiter: str = ","
    separator: str = ";"
    header: bool = True
    excel: bool = False
    second: tuple[str, ...] = ()  # a second line of the header: the hashtags of HXL

    @property
    def plain(self) -> bool:
        """Whether cells are never quoted, as in tab-separated files."""
        return self.delimiter == "\t"


@dataclass(frozen=True, slots=True)
class Table:
    """A table to be written: name, columns, and a function that gives its rows."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Row]]
    dialect: Dialect = Dialect()
    suffix: str = "csv"
    key: tuple[str, ...] = ()  # the columns that tell rows apart
    refers: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # column: table and column that hold its values


def columns(line: str) -> tuple[Column, ...]:
    """Columns out of words: `name`, `name:type` where it is no text, `name=this|that` where its values are few."""
    found = []
    for word in line.split():
        shape, _, values = word.partition("=")
        name, _, type = shape.partition(":")
        assert type in {"", *TYPES}, word
        found.append(Column(name, type or "string", tuple(values.split("|")) if values else ()))
    return tuple(found)


def clean(text: str) -> str:
    """Text on one line, without control characters and without marks that turn the direction of writing."""
    return text.translate(CONTROLS).strip()


def safe(text: str) -> str:
    """Clean text that no spreadsheet runs as a formula."""
    found = clean(text)
    if text.startswith(FORMULA) or found.startswith(FORMULA):
        return found if NUMBER.fullmatch(found) else f"'{found}"
    return found


def cell(value: Any, separator: str | None) -> Any:
    """A value as it stands in a cell; what is not known is empty, and a list is JSON where nothing separates values."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return safe(value)
    if isinstance(value, list | tuple) and separator is not None:
        return safe(separator.join(clean(str(v)).replace(separator.strip(), ",") for v in value if v not in (None, "")))
    if isinstance(value, list | tuple | Mapping):
        return json.dumps(cleaned(value), ensure_ascii=False, separators=(",", ":"))
    return value


def cleaned(value: Any) -> Any:
    """A value of JSON with clean text in it."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {k: cleaned(v) for k, v in value.items()}
    return [cleaned(v) for v in value] if isinstance(value, list | tuple) else value


def cells(table: Table) -> Iterator[list[Any]]:
    """The rows of a table as cells."""
    names, separator = {c.name for c in table.columns}, table.dialect.separator
    for row in table.rows():
        strange = row.keys() - names
        assert not strange, f"{table.name}: no column for {sorted(strange)}"
        yield [cell(row.get(c.name), None if c.type == "array" else separator) for c in table.columns]


def write_csv(path: Path, table: Table) -> int:
    """Write a table row by row; how many rows there were."""
    dialect, number = table.dialect, 0
    quoting: Literal[0, 3] = csv.QUOTE_NONE if dialect.plain else csv.QUOTE_MINIMAL
    with path.open("w", encoding="utf-8-sig" if dialect.excel else "utf-8", newline="") as stream:
        end = "\r\n" if dialect.excel else "\n"
        out = csv.writer(
            stream,
            delimiter=dialect.delimiter,
            lineterminator=end,
            quoting=quoting,
            quotechar=None if dialect.plain else '"',
        )
        if dialect.header:
            out.writerow([c.name for c in table.columns])
        if dialect.second:
            out.writerow(dialect.second)
        for row in cells(table):
            out.writerow(row)
            number += 1
    return number


def decimals(precision_km: float | None) -> int:
    """The fewest decimals of a degree at which rounding moves a place by no more than it is exact."""
    exact = max(precision_km or UNKNOWN_KM, 0.001)
    return min(max(math.ceil(math.log10(KM_PER_DEGREE * 0.71 / exact)), 0), FINEST)


def position(lat: float | None, lon: float | None, precision_km: float | None) -> tuple[float, float] | None:
    """Latitude and longitude no finer than they are known; None where there is no place, or only the point 0, 0."""
    if lat is None or lon is None or (lat == 0 and lon == 0) or not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return None
    places = decimals(precision_km)
    return round(lat, places) + 0.0, round(lon, places) + 0.0
