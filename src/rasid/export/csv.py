"""CSV: one row an assertion, a column each question."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from rasid.model import Reading
from rasid.model.codec import rows

NAME = "csv"
MEDIA_TYPE = "text/csv"

COLUMNS = (
    "article",
    "published",
    "outlet",
    "id",
    "kind",
    "plover",
    "mode",
    "trigger",
    "start",
    "end",
    "source",
    "target",
    "place",
    "place_ar",
    "country",
    "lat",
    "lon",
    "date_from",
    "date_to",
    "factuality",
    "attribution",
    "anonymous",
    "condition",
    "weapons",
    "killed",
    "wounded",
    "count",
    "count_unit",
    "cameo",
    "acled",
    "score",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def header() -> str:
    """The line with the names of the columns."""
    return written([COLUMNS])


def lines(reading: Reading) -> str:
    """The rows of one reading, none where it has no assertions."""
    return written([[cell(row.get(column)) for column in COLUMNS] for row in rows(reading)])


def cell(value: Any) -> Any:
    """A value as it may stand in a cell: text that a spreadsheet would run as a formula gets an apostrophe."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value


def written(table: Iterable[Iterable[Any]]) -> str:
    """Rows as CSV text with LF line ends."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    return out.getvalue()
