"""`rasid knowledge import-places`: a user's own gazetteer, used beside Rasid's."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from rasid.cli.session import stop
from rasid.errors import InputError

if TYPE_CHECKING:
    from rasid.run.own_places import Note

FIELDS = ("names", "name", "lat", "lon", "id", "country", "type", "parent", "parent_id", "population", "precision")


@click.command(name="import-places")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--as", "form", type=click.Choice(["geonames", "cod", "wof", "csv"]), help="Kind of table; else guessed.")
@click.option("--columns", metavar="WHAT=COLUMN,…|FILE.toml", help="Which column holds what; kept with the import.")
@click.option("--country", metavar="CODE", help="Country of rows that name none: two or three letters of ISO 3166.")
@click.option("--encoding", default="utf-8", show_default=True, help="Encoding of the table.")
@click.option("--name", help="Name of the import; else made of the file's.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--list", "listing", is_flag=True, help="List the imports.")
@click.option("--remove", metavar="NAME", help="Take an import away.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    file: Path | None, form: str | None, columns: str | None, country: str | None, encoding: str, name: str | None,
    dry_run: bool, listing: bool, remove: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Load a gazetteer of your own; its places are used beside Rasid's (docs/own-places.md).

    FILE is a GeoNames dump (.txt, .zip), an OCHA COD table (CSV), a Who's On First CSV, or any CSV or TSV with columns
    for Arabic names, latitude and longitude; also gzipped.

    \b
    Example:
      rasid knowledge import-places SY.zip
      rasid knowledge import-places villages.csv --columns names=الاسم,lat=Y,lon=X --country SY
      rasid knowledge import-places --list
      rasid knowledge import-places --remove villages
    """
    from rasid.run import own_places

    try:
        if listing:
            found = own_places.notes()
            show([summary(note) for note in found], [line_of(note) for note in found] or ["no imports"], as_json)
        elif remove is not None:
            own_places.remove(remove)
            show({"removed": remove}, [f"{remove}: removed"], as_json)
        elif file is None:
            stop("name the table to import; or --list, or --remove NAME")
        else:
            bring(file, form or "", columns, country, encoding, own_places.name_for(file, name), dry_run, as_json)
    except InputError as error:
        stop(error)


def bring(
    file: Path, form: str, columns: str | None, country: str | None, encoding: str, name: str, dry: bool, as_json: bool
) -> None:
    """Import a table and say what changed."""
    from rasid.ingest.countries import three_letters
    from rasid.ingest.gazetteers import Options, load_places, ranked
    from rasid.run.own_places import Note, change_by, keep, notes, table_of

    before = next((note for note in notes() if note.name == name), None)
    if country is not None and not three_letters(country):
        raise InputError(f"--country {country!r}: no such country; write two or three letters, such as SY or SYR")
    home = three_letters(country) if country is not None else before.country if before is not None else ""
    try:
        "".encode(encoding)
    except LookupError as error:
        raise InputError(f"--encoding {encoding!r}: no such encoding; such as utf-8 or windows-1256") from error
    chosen = mapping(columns) if columns is not None else {}
    if columns is None and before is not None and before.form == "csv" and form in ("", "csv"):
        chosen = dict(before.columns)
    found = load_places(file, Options(form, chosen, home, encoding))
    table = table_of(found)
    twin = next((n for n in notes() if n.digest == found.digest and n.country == home and n.name != name), None)
    if twin is not None:
        raise InputError(f"{file}: is already there as {twin.name!r}; to have it anew, --remove {twin.name} first")
    change = change_by(name, table)
    note = Note(
        name=name, file=file.name, digest=found.digest, form=found.form, columns=found.columns, country=home,
        rows=len(found.rows), skipped=dict(ranked(found.skipped)),
    )  # fmt: skip
    if not dry and (before != note or not change.none):
        keep(note, table)
    told = f"{change.added:,} added, {change.removed:,} removed, {change.altered:,} altered"
    lines = [f"{name}: {change.rows:,} of {found.total:,} rows ({found.form}): {'no change' if change.none else told}"]
    lines += [f"  {count:,} left out: {why} (first: line {found.first[why]})" for why, count in ranked(found.skipped)]
    lines += ["  nothing was written (--dry-run)"] if dry else []
    counts = {"added": change.added, "removed": change.removed, "altered": change.altered, "dry_run": dry}
    show({**summary(note), **counts, "first_line": dict(found.first)}, lines, as_json)


def mapping(said: str) -> dict[str, str]:
    """Which column holds what, from "names=A,lat=B" or a TOML file of such lines.

    Raises InputError where that is not what it says.
    """
    if "=" in said:
        pairs: dict[str, Any] = dict(piece.strip().split("=", 1) for piece in said.split(",") if "=" in piece)
    else:
        try:
            pairs = tomllib.loads(Path(said).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            wanted = 'names=COLUMN,lat=COLUMN, or a file of lines such as names = "COLUMN"'
            raise InputError(f"--columns {said!r}: {error}; write {wanted}") from error
    for key, column in pairs.items():
        if key not in FIELDS or not isinstance(column, str):
            raise InputError(f"--columns: {key!r} is nothing that a column can hold; use {', '.join(FIELDS)}")
    return pairs


def summary(note: Note) -> dict[str, object]:
    """An import as JSON."""
    return {
        "name": note.name, "file": note.file, "sha256": note.digest, "format": note.form, "country": note.country,
        "columns": dict(note.columns), "rows": note.rows, "left_out": dict(note.skipped),
    }  # fmt: skip


def line_of(note: Note) -> str:
    """An import in a line."""
    return f"{note.name:<20}{note.rows:>9,} places  {note.form:<9} {note.file} (sha256 {note.digest[:12]}…)"


def show(data: object, lines: list[str], as_json: bool) -> None:
    """Print what was done, as JSON or as lines."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2) if as_json else "\n".join(lines))
