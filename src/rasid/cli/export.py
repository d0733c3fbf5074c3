"""`rasid export`: the answers to a question, in the forms of others."""

from __future__ import annotations

from pathlib import Path

import click

from rasid.cli.on_record import RECORD, asks_all, questions
from rasid.cli.session import open_knowledge, say, stop
from rasid.errors import RecordError
from rasid.export.package import FORMATS
from rasid.model.query import Query


@click.command(name="export")
@click.argument("words", nargs=-1)
@RECORD
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="A new folder.")
@click.option("--as", "style", type=click.Choice(FORMATS), default="rasid", show_default=True, help="The form.")
@click.option("--base-url", default="rasid:", show_default=True, help="What permanent links begin with.")
@click.option("--excel", is_flag=True, help="CSV that a spreadsheet opens with its Arabic whole.")
@click.option("--include-private", is_flag=True, help="Also the names of private persons and of authors.")
@asks_all
def export(
    where: str | None, folder: Path, style: str, base_url: str, excel: bool, include_private: bool, query: Query
) -> None:
    """Export the incidents and assertions of a question as a data package: tables, types, losses, check sums.

    Private persons are told of by a role, positions no finer than they are known. Set SOURCE_DATE_EPOCH for the same
    bytes each time.

    \b
    Examples:
      rasid export --record war.db --out all
      rasid export --record war.db --as geojson --since 2024-01-01 --out map
      rasid export --record war.db --as acled-style --country SYR --excel --out syria
    """
    from rasid.export.gathered import Gathering
    from rasid.export.package import export as write
    from rasid.export.privacy import Veil
    from rasid.store.record import now

    knowledge = open_knowledge()
    with questions(where) as ask:
        given = Gathering(ask, query, knowledge, Veil(knowledge, off=include_private), base_url)
        try:
            written = write(given, style, folder, now(), excel=excel)
        except RecordError as error:
            stop(error)
    for item in written:
        click.echo(f"{item.path}: {item.rows} rows")
    for what, number in sorted(given.skipped.items()):
        say(f"left out: {number} {what}")
    if include_private:
        say("names of private persons are in this export")
