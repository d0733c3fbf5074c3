"""`rasid demo`: the six example articles, read."""

from __future__ import annotations

import sys

import click

from rasid.cli.session import Outcome, arabic_words, open_reader, readings


@click.command(name="demo")
@click.option("--lang", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="Language of the list.")
def command(lang: str) -> None:
    """Read six invented articles that ship with Rasid and show what was found in each.

    The events, and the outlets that report them, are made up; the names of states, places and institutions are
    real. The last of the six is about football and has nothing to find.

    \b
    Example:
      rasid demo
      rasid demo --lang ar
    """
    from rasid.examples import load_examples
    from rasid.export import text
    from rasid.ingest.files import Article

    reader = open_reader()
    style = text.TextStyle(lang, sys.stdout.isatty(), arabic_words(reader.knowledge) if lang == "ar" else {})
    click.echo("Six articles written for Rasid. Their events and outlets are invented.\n")
    examples = load_examples()
    outcome = Outcome()
    found = readings(reader, (Article(example.document) for example in examples), outcome)
    for example, reading in zip(examples, found, strict=False):
        click.echo(f"[{example.genre}]")
        click.echo(text.brief(reading, style))
    click.echo("Read one of your own: rasid read article.txt --published YYYY-MM-DD")
    raise click.exceptions.Exit(outcome.code)
