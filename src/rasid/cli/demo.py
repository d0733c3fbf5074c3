"""`rasid demo`: the six example articles, read, and a record made of them and twelve more."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from rasid.cli.on_record import opened
from rasid.cli.session import Outcome, arabic_words, open_reader, readings

if TYPE_CHECKING:
    from rasid.export.text import TextStyle
    from rasid.model import Document
    from rasid.run.pipeline import Reader
    from rasid.store.asking import Questions

SEVERAL = 3  # articles; incidents that fewer tell of are not shown


@click.command(name="demo")
@click.option("--lang", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="Language of the list.")
@click.option("--record", "where", metavar="FILE.db|postgresql://…", help="Keep the record there; else it goes.")
def command(lang: str, where: str | None) -> None:
    """Read six invented articles that ship with Rasid, then make a record of them and of twelve more.

    The events, and the outlets that report them, are made up; the names of states, places and institutions are
    real. The last of the six is about football and has nothing to find. Of the record it shows what several
    articles tell of together, threats that were carried out, and tallies held against it.

    \b
    Example:
      rasid demo
      rasid demo --lang ar
      rasid demo --record demo.db
    """
    from rasid.examples import load_examples, load_record_examples
    from rasid.export import text
    from rasid.export.record_text import label
    from rasid.ingest.files import Article

    reader = open_reader()
    style = text.TextStyle(lang, sys.stdout.isatty(), arabic_words(reader.knowledge) if lang == "ar" else {})
    click.echo(f"{label('examples', style)}\n")
    examples = load_examples()
    outcome = Outcome()
    found = readings(reader, (Article(example.document) for example in examples), outcome)
    for example, reading in zip(examples, found, strict=False):
        click.echo(f"[{example.genre}]")
        click.echo(text.brief(reading, style))
    more = load_record_examples()
    click.echo(f"{label('example record', style).format(style.latin(str(len(more))), style.latin(str(SEVERAL)))}\n")
    with kept(where) as place:
        for line in recorded(place, reader, [e.document for e in (*examples, *more)], style):
            click.echo(line)
    click.echo(f"{label('try read', style)} {style.latin('rasid read article.txt --published YYYY-MM-DD')}")
    click.echo(f"{label('try add', style)} {style.latin('rasid add articles/ --record war.db')}")
    raise click.exceptions.Exit(outcome.code)


@contextmanager
def kept(where: str | None) -> Iterator[str]:
    """Where the record is: where it was asked for, else in a folder that goes afterwards."""
    if where:
        yield where
        return
    with tempfile.TemporaryDirectory(prefix="rasid-demo-") as folder:
        yield f"{folder}/demo.db"


def recorded(where: str, reader: Reader, documents: list[Document], style: TextStyle) -> Iterator[str]:
    """Articles taken into a record, and what it says of them together."""
    from rasid.run.record import Intake, source_of
    from rasid.store.asking import Questions

    with opened(where, make=True) as record:
        intake = Intake(record, reader, record.begin("demo"))
        for document in documents:
            intake.take(source_of(document, f"{document.id}.txt"))
        yield from shown(Questions(record, intake.terms), style)


def shown(ask: Questions, style: TextStyle) -> Iterator[str]:
    """The incidents that several articles tell of, the threats carried out, the tallies of which something is there."""
    from rasid.export.record_text import incident_lines, tally_lines, threat_lines
    from rasid.model.query import Query

    told = [ask.incident(str(row["id"])) for row in ask.each_incident(Query())]
    for item in sorted(told, key=lambda i: (i.first_published is None, i.first_published, i.id)):
        if len(item.articles) >= SEVERAL:
            yield from incident_lines(item, ask.reports(item.reports), ask.articles(item.articles), [], style)
            yield ""
    for threat in ask.threats(status="carried_out"):
        yield from threat_lines(threat, ask.reports(move.by for move in threat.moves), style)
        yield ""
    for tally in ask.tallies(None):
        if tally.counted:
            yield from tally_lines(tally, style)
            yield ""
