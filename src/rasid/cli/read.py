"""`rasid read`: articles in, assertions out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from rasid.cli.session import Outcome, arabic_words, open_reader, readings, say, stop
from rasid.errors import InputError
from rasid.model import Reading

if TYPE_CHECKING:
    from rasid.ingest.files import About, Article
    from rasid.knowledge.load import Knowledge

FORMATS = ("text", "json", "jsonl", "csv")
MANY = 5  # from so many articles on, progress is shown on a terminal


@click.command(name="read")
@click.argument("files", nargs=-1, metavar="[FILE]... | -")
@click.option("--input", "lines_from", metavar="FILE.jsonl", help="Articles as JSON lines; - for standard input.")
@click.option("--published", metavar="DATE", help="Day of publication, YYYY-MM-DD; relative dates count from it.")
@click.option("--outlet", metavar="NAME", help="Who published the article.")
@click.option("--title", metavar="TEXT", help="Its headline, where the text has none.")
@click.option("--id", "article_id", metavar="ID", help="Its id; else the name of the file.")
@click.option("--relevant-only", is_flag=True, help="Skip articles that are not about conflict or politics.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--lang", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="Language of --format text."
)
@click.option(
    "--out", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write there, not on the screen."
)
def command(
    files: tuple[str, ...],
    lines_from: str | None,
    published: str | None,
    outlet: str | None,
    title: str | None,
    article_id: str | None,
    relevant_only: bool,
    form: str,
    lang: str,
    out: Path | None,
) -> None:
    """Read articles and print what they say was done, threatened, claimed, denied or counted, and who says so.

    Plain text in UTF-8, UTF-16, windows-1256 or ISO-8859-6. A line of --input is an object with "text" and, where
    known, "id", "published", "outlet" and "title". What cannot be read is named on the error stream and the rest
    goes on; the exit code is then 2 (something handed in) or 1 (a fault in Rasid). With --relevant-only the articles
    that were skipped are named there too.

    \b
    Examples:
      rasid read article.txt --published 2023-12-14
      rasid read article.txt --published 2023-12-14 --lang ar
      rasid read *.txt --format csv --out found.csv
      rasid read --input articles.jsonl --format jsonl > found.jsonl
      cat article.txt | rasid read - --format json
    """
    from rasid.ingest.files import About, day

    if not files and lines_from is None:
        stop("nothing to read; name a file, - for standard input, or --input FILE.jsonl (rasid read --help)")
    if article_id is not None and (len(files) != 1 or lines_from is not None):
        stop("--id names one article, but several are to be read; leave it out and they take the names of their files")
    try:
        about = About(article_id, day(published, "--published"), outlet, title)
    except InputError as error:
        stop(error)
    outcome = Outcome()
    articles = load_all(files, lines_from, about)
    reader = open_reader()
    with open_out(out) as stream:
        write = writer(form, lang, stream, reader.knowledge)
        found = readings(reader, watched(articles, len(files), lines_from), outcome)
        for reading in relevant(found, reader.knowledge) if relevant_only else found:
            write(reading)
    raise click.exceptions.Exit(outcome.code)


def relevant(found: Iterable[Reading], knowledge: Knowledge) -> Iterator[Reading]:
    """The readings of articles about conflict or politics; which others were skipped is said at the end."""
    from rasid.extract.relevance import article_relevance

    read, skipped = 0, []
    for reading in found:
        read += 1
        if article_relevance(reading, knowledge).relevant:
            yield reading
        else:
            skipped.append(reading.document.id)
    names = f": {', '.join(skipped)}" if skipped else ""
    say(f"skipped {len(skipped)} of {read} articles as not about conflict or politics{names}")


def load_all(files: Iterable[str], lines_from: str | None, about: About) -> Iterator[Article | InputError]:
    """The articles that the command line names, in its order."""
    from rasid.ingest.files import load_bytes, load_file, load_lines
    from rasid.text.decode import LARGEST

    for name in files:
        try:
            if name == "-":
                yield load_bytes(sys.stdin.buffer.read(LARGEST + 1), "standard input", about, "stdin")
            else:
                yield load_file(Path(name), about)
        except InputError as error:
            yield error
    if lines_from == "-":
        yield from load_lines(sys.stdin.buffer, "standard input", about)
    elif lines_from is not None:
        try:
            with Path(lines_from).open("rb") as stream:
                yield from load_lines(stream, lines_from, about)
        except OSError as error:
            reason = error.strerror or str(error)
            yield InputError(f"{lines_from}: cannot be read ({reason}); check the name and the folder")


def watched(
    articles: Iterator[Article | InputError], files: int, lines_from: str | None
) -> Iterator[Article | InputError]:
    """The same articles, counted on a terminal where there are many."""
    if not sys.stderr.isatty() or (lines_from is None and files < MANY):
        yield from articles
        return
    for number, article in enumerate(articles, start=1):
        click.echo(f"\rreading article {number}", nl=False, err=True)
        yield article
    click.echo("\r\x1b[K", nl=False, err=True)


def open_out(out: Path | None) -> IO[str]:
    """Where to write: a file that appears only when it is whole, or standard output."""
    try:
        whole = out is not None and (out.is_file() or not out.exists())
        return click.open_file("-" if out is None else str(out), "w", encoding="utf-8", atomic=whole)
    except OSError as error:
        stop(f"{out}: cannot be written ({error.strerror or error}); check the folder and your rights there")


def writer(form: str, lang: str, stream: IO[str], knowledge: Knowledge) -> Callable[[Reading], Any]:
    """A function that writes a reading in a format."""
    if form == "csv":
        from rasid.export import csv

        stream.write(csv.header())
        return lambda reading: stream.write(csv.lines(reading))
    if form == "text":
        from rasid.export import text

        style = text.TextStyle(lang, stream.isatty(), arabic_words(knowledge) if lang == "ar" else {})
        return lambda reading: stream.write(text.write(reading, style) + "\n")
    from rasid.export import jsonl

    if form == "json" and stream.isatty():
        return lambda reading: stream.write(jsonl.page(reading) + "\n")
    return lambda reading: stream.write(jsonl.line(reading) + "\n")
