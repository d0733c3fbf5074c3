"""`rasid export`: the answers to a question, in the forms of others."""

from __future__ import annotations

from pathlib import Path

import click

from rasid.cli.on_record import RECORD, asks_all, questions
from rasid.cli.session import open_knowledge, say, stop
from rasid.errors import RecordError
from rasid.export.package import FORMATS
from rasid.model.query import Query

LEVELS = ("public", "restricted")


@click.command(name="export")
@click.argument("words", nargs=-1)
@RECORD
@click.option("--out", "folder", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="A new folder.")
@click.option("--as", "style", type=click.Choice(FORMATS), default="rasid", show_default=True, help="The form.")
@click.option("--base-url", default="rasid:", show_default=True, help="What permanent links begin with.")
@click.option("--excel", is_flag=True, help="CSV that a spreadsheet opens with its Arabic whole.")
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    default=LEVELS[0],
    show_default=True,
    help="Who may see it. restricted: also names of private persons and of authors, and exact positions.",
)
@click.option(
    "--licence", default="", metavar="NAME", help="The licence under which you publish it, such as CC-BY-4.0."
)
@click.option("--publisher", default="", metavar="NAME", help="Who publishes it.")
@asks_all
def export(
    where: str | None,
    folder: Path,
    style: str,
    base_url: str,
    excel: bool,
    level: str,
    licence: str,
    publisher: str,
    query: Query,
) -> None:
    """Export the incidents and assertions of a question as a data package: tables, types, losses, check sums.

    Private persons are told of by a role, positions no finer than they are known, nor than a kilometre. Set
    SOURCE_DATE_EPOCH for the same bytes each time.

    \b
    Examples:
      rasid export --record war.db --out all
      rasid export --record war.db --as geojson --since 2024-01-01 --out map
      rasid export --record war.db --as acled-style --country SYR --excel --out syria
    """
    from rasid.export.gathered import Gathering
    from rasid.export.package import Terms
    from rasid.export.package import export as write
    from rasid.export.privacy import Veil
    from rasid.store.record import now

    knowledge = open_knowledge()
    with questions(where) as ask:
        given = Gathering(ask, query, knowledge, Veil(knowledge, off=level != LEVELS[0]), base_url)
        try:
            written = write(given, style, folder, now(), excel=excel, terms=Terms(publisher, licence))
        except RecordError as error:
            stop(error)
    for item in written:
        click.echo(f"{item.path}: {item.rows} rows")
    for what, number in sorted(given.skipped.items()):
        say(f"left out: {number} {what}")
    if level != LEVELS[0]:
        say("names of private persons and exact positions are in this export; do not publish it")
