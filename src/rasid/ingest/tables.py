"""Tables of articles, a row each: CSV, XLSX, lines of JSON, and JSON arrays."""

from __future__ import annotations

import codecs
import csv
import io
import json
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import IO, Any

from rasid.errors import InputError
from rasid.ingest.compose import Told
from rasid.ingest.dates import day_of
from rasid.ingest.extra import BREAKS, wanted
from rasid.ingest.jsonstream import Stream, elements, parsed
from rasid.ingest.limits import Budget
from rasid.ingest.mapping import Mapping, guessed
from rasid.text.decode import LARGEST, decode

SAMPLE = 65_536
DELIMITERS = ",;\t|"
WIDEST = 1_000  # columns of a table
BROKEN: tuple[type[Exception], ...] = (*BREAKS, zipfile.BadZipFile, zlib.error)
BOOK = 500_000_000  # bytes that a workbook may unpack to


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the bytes it is written in; `error` says why there is no article in it."""

    label: str
    raw: bytes
    told: Told | None = None
    error: str = ""


def told_of(values: dict[str, Any], mapping: Mapping) -> Told:
    """What a row says, by a mapping in which nothing is open. Raises InputError for a date that cannot be read."""
    text, title, published, outlet, url, author, given = (
        said(values, getattr(mapping, name)) for name in ("text", "title", "published", "outlet", "url", "author", "id")
    )
    day = day_of(published, mapping.date_format) or "" if published else ""
    if published and not day:
        raise InputError(
            f"{published[:40]!r} is no date that is told beyond doubt; write YYYY-MM-DD, or give date_format"
        )
    return Told(
        text=text,
        title=title,
        published=day,
        basis="given" if day else "",
        author=author,
        outlet=outlet,
        url=url,
        id=given,
    )


def said(values: dict[str, Any], column: str) -> str:
    """What a row has in a column, as text."""
    if not column:
        return ""
    value: Any = values.get(column)
    if value is None and "." in column:
        value = values
        for step in column.split("."):
            value = value.get(step) if isinstance(value, dict) else None
    return written(value)


def written(value: Any) -> str:
    """A value of a cell as text."""
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list):
        return ", ".join(part for item in value[:20] if (part := written(item)))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).encode("utf-8", "replace").decode("utf-8").strip()


def settled(mapping: Mapping, columns: Sequence[str], *, own_id: bool) -> Mapping:
    """A mapping with every open field guessed; raises InputError where a column of it is not there.

    A guessed column of ids counts only where `own_id` is set.
    """
    made = guessed(mapping, columns)
    if not own_id and not mapping.id:
        made = guessed(
            mapping, [c for c in columns if c.strip().casefold() not in ("id", "uuid", "doc_id", "article_id")]
        )
    there = ", ".join(columns[:20]) or "none"
    if not made.text:
        raise InputError(f"has no column for the text; name it with --map text=COLUMN; its columns: {there}")
    for name in ("text", "title", "published", "outlet", "url", "author", "id"):
        column = getattr(made, name)
        if column and column not in columns and column.partition(".")[0] not in columns:
            raise InputError(f"has no column {column!r} for {name}; its columns: {there}")
    return made


def row_of(label: str, raw: bytes, values: dict[str, Any], mapping: Mapping) -> Row:
    """One row as an article or as the reason why it is none."""
    try:
        told = told_of(values, mapping)
    except InputError as error:
        return Row(label, raw, error=str(error))
    if not told.text:
        return Row(label, raw, error=f"has nothing in the column {mapping.text!r}")
    return Row(label, raw, told)


def csv_rows(stream: IO[bytes], mapping: Mapping, name: str) -> Iterator[Row]:
    """The rows of a CSV file, numbered as a spreadsheet does it: the names of the columns are row 1."""
    csv.field_size_limit(LARGEST)
    buffered = io.BufferedReader(stream, SAMPLE) if isinstance(stream, io.RawIOBase) else stream
    sample = b"".join(peeked(buffered))
    encoding = mapping.encoding or encoding_of(sample, name)
    delimiter = mapping.delimiter or delimiter_of(sample.decode(encoding, "replace"), name)
    lines = Lines(Joined(sample, buffered), encoding)
    reader = csv.reader(lines, delimiter=delimiter)
    columns: list[str] = []
    number = 0
    while True:
        lines.raw.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield Row(str(number), b"", error=f"cannot be read as a row of CSV ({error})")
            continue
        number += 1
        raw = "".join(lines.raw).encode(encoding, lines.errors)
        if not any(cell.strip() for cell in cells):
            continue
        if not columns:
            columns = [cell.strip() for cell in cells[:WIDEST]]
            mapping = settled(mapping, columns, own_id=False)
            continue
        yield row_of(str(number), raw, dict(zip(columns, cells, strict=False)), mapping)


def peeked(stream: IO[bytes]) -> Iterator[bytes]:
    """The first bytes of a stream."""
    left = SAMPLE
    while left > 0 and (part := stream.read(left)):
        left -= len(part)
        yield part


class Joined(io.RawIOBase):
    """Bytes that were read already, and the rest of their stream behind them."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head = head
        self._read = getattr(rest, "read1", rest.read)

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill a buffer; the count of bytes."""
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            data = self._read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


class Lines:
    """The lines of a stream, which keep what was handed out last; none is longer than an article."""

    def __init__(self, stream: io.RawIOBase, encoding: str) -> None:
        self.errors = "replace" if encoding.startswith("utf-16") else "surrogateescape"
        self._text = io.TextIOWrapper(io.BufferedReader(stream), encoding, errors=self.errors, newline="")
        self.raw: list[str] = []

    def __iter__(self) -> Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LARGEST + 2)
        if not line:
            raise StopIteration
        self.raw.append(line)
        return line.replace("\x00", "").removeprefix("\ufeff")


def encoding_of(sample: bytes, name: str) -> str:
    """The encoding of a table, told from its beginning."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if sample.startswith(mark):
            return encoding
    cut = sample[: sample.rfind(b"\n") + 1] or sample
    _, problems = decode(cut, name)
    for problem in problems:
        if problem.what.startswith("read as "):
            return problem.what.split()[2]
    return "utf-8"


def delimiter_of(text: str, name: str) -> str:
    """What parts the columns: whatever stands most often in the first line."""
    if name.lower().endswith((".tsv", ".tab")):
        return "\t"
    line = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda mark: (line.count(mark), -DELIMITERS.index(mark)))


def json_lines(stream: IO[bytes], mapping: Mapping) -> Iterator[Row]:
    """The rows of a file with an object a line."""
    number = 0
    while line := stream.readline(LARGEST + 1):
        number += 1
        if len(line) > LARGEST:
            while not line.endswith(b"\n") and (line := stream.readline(LARGEST)):
                continue
            yield Row(str(number), b"", error="is a line longer than any article")
            continue
        plain = line.removeprefix(codecs.BOM_UTF8).strip()
        if plain:
            yield json_row(str(number), line.rstrip(b"\r\n"), plain.decode("utf-8", "surrogateescape"), mapping)


def json_values(stream: IO[bytes], mapping: Mapping) -> Iterator[Row]:
    """The rows of a JSON array, or of objects that follow one another over several lines."""
    for number, raw in enumerate(elements(Stream(stream, LARGEST)), start=1):
        if raw is None:
            yield Row(str(number), b"", error="is larger than any article")
        else:
            yield json_row(str(number), raw.encode("utf-8", "surrogateescape"), raw, mapping)


def json_row(label: str, raw: bytes, text: str, mapping: Mapping) -> Row:
    """An object as an article, or as the reason why it is none."""
    try:
        values = parsed(text)
        if not isinstance(values, dict):
            raise InputError("is no object with names and values")
        made = settled_object(mapping, values)
    except InputError as error:
        return Row(label, raw, error=str(error))
    return row_of(label, raw, values, made)


def settled_object(mapping: Mapping, values: dict[str, Any]) -> Mapping:
    """A mapping for one object; columns that this one lacks are let be. An id that is a bare number tells nothing."""
    made = guessed(mapping, values)
    if not made.text:
        names = ", ".join(list(values)[:20]) or "none"
        raise InputError(f"has no value for the text; name it with --map text=NAME; its names: {names}")
    if not mapping.id and written(values.get(made.id)).isdigit():
        return replace(made, id="")
    return made


def workbook_rows(stream: IO[bytes], mapping: Mapping, budget: Budget) -> Iterator[Row]:
    """The rows of the sheets of a workbook, the first filled row of each being the names of its columns."""
    check_workbook(stream, budget)
    with wanted("openpyxl", "a workbook"):
        import openpyxl
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except BROKEN as error:
        raise InputError(f"is a damaged workbook ({' '.join(str(error).split()) or type(error).__name__})") from error
    try:
        names = [sheet.title for sheet in book.worksheets]
        if mapping.sheet and mapping.sheet not in names:
            raise InputError(f"has no sheet {mapping.sheet!r}; its sheets: {', '.join(names)}")
        for sheet in book.worksheets:
            if not mapping.sheet or sheet.title == mapping.sheet:
                yield from sheet_rows(sheet, mapping)
    finally:
        book.close()


def sheet_rows(sheet: Any, mapping: Mapping) -> Iterator[Row]:
    """The rows of one sheet. A row has no bytes of its own: what is kept is a line of JSON."""
    columns: list[str] = []
    rows = sheet.iter_rows(values_only=True, max_col=WIDEST)
    number = 0
    while True:
        try:
            cells = next(rows, None)
        except BROKEN as error:
            raise InputError(
                f"is a damaged workbook ({' '.join(str(error).split()) or type(error).__name__})"
            ) from error
        if cells is None:
            return
        number += 1
        if not any(written(cell) for cell in cells):
            continue
        if not columns:
            columns = [written(cell) for cell in cells]
            mapping = settled(mapping, [c for c in columns if c], own_id=False)
            continue
        values = {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell is not None}
        line = json.dumps({c: written(v) for c, v in values.items()}, ensure_ascii=False)
        yield row_of(f"{sheet.title}!{number}", line.encode(), values, mapping)


def check_workbook(stream: IO[bytes], budget: Budget) -> None:
    """Raise InputError for a workbook that unpacks to too much or declares a document type of its own."""
    try:
        with zipfile.ZipFile(stream) as archive:
            infos = archive.infolist()
            size = sum(info.file_size for info in infos)
            if size > BOOK:
                raise InputError(f"is a workbook that unpacks to {size / 1_000_000:.0f} MB; save its sheets as CSV")
            budget.spend(size)
            for info in infos:
                if info.filename.endswith((".xml", ".rels")):
                    with archive.open(info) as part:
                        if b"<!DOCTYPE" in part.read(SAMPLE).replace(b"\x00", b"").upper():
                            raise InputError("is a workbook whose parts declare a document type; left alone")
    except BROKEN as error:
        raise InputError(f"is a damaged workbook ({' '.join(str(error).split()) or type(error).__name__})") from error
    stream.seek(0)
