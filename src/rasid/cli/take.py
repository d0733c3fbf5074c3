"""`rasid add`, `reread`, `verify`: what goes into a record, and whether it is still whole."""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from rasid.cli.on_record import JSON, RECORD, opened, put
from rasid.cli.session import INTERNAL, USER, Outcome, open_reader, say, stop
from rasid.errors import InputError

if TYPE_CHECKING:
    from rasid.store.record import Outcome as Found


class Progress:
    """Counts, rate and remaining time on the error stream, once a second, where a person is watching."""

    def __init__(self, total: int | None = None) -> None:
        self.total = total
        self.begin = self.last = time.monotonic()
        self.done = 0

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        now = time.monotonic()
        if now - self.last >= 1.0 and sys.stderr.isatty():
            self.last = now
            rate = self.done / (now - self.begin)
            left = f", {(self.total - self.done) / rate:.0f} s left" if self.total else ""
            click.echo(f"\rrasid: {self.done} done, {rate:.1f} a second{left}   ", nl=False, err=True)

    def end(self) -> None:
        """Leave the line."""
        if sys.stderr.isatty() and self.done:
            click.echo(err=True)


@click.command(name="add")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@RECORD
@JSON
@click.option("--published", metavar="DATE", help="Day of publication of what tells none, YYYY-MM-DD.")
@click.option("--outlet", metavar="NAME", help="Who published what tells nobody.")
@click.option("--map", "columns", metavar="FIELD=COLUMN,…", help="Which columns of a table hold text, published, ...")
@click.option("--mapping", type=click.Path(path_type=Path), help="A saved mapping of columns (TOML).")
@click.option("--save-mapping", type=click.Path(dir_okay=False, path_type=Path), help="Keep the mapping there (TOML).")
@click.option("--dry-run", is_flag=True, help="Say what would be taken in; change nothing.")
@click.option(
    "--log", type=click.Path(dir_okay=False, path_type=Path), help="Write what came of each item there (CSV)."
)
def add(
    sources: tuple[Path, ...],
    where: str | None,
    as_json: bool,
    published: str | None,
    outlet: str | None,
    columns: str | None,
    mapping: Path | None,
    save_mapping: Path | None,
    dry_run: bool,
    log: Path | None,
) -> None:
    """Take articles into a record: read them, keep the originals, link them with what is there.

    Text, HTML, MHTML, PDF with text, EML, CSV, XLSX, JSON lines, WARC and WACZ, Telegram exports, RSS, Atom and sitemap
    files, ZIPs and folders of these. The same thing twice changes nothing; a run that was broken off goes on where
    it was when the same command is given again.

    \b
    Examples:
      rasid add saved-pages/ --record war.db
      rasid add articles.jsonl posts.csv --map text=body,published=date --record war.db
      rasid add archive.warc.gz --record postgresql://me@host/war --dry-run
    """
    from rasid.ingest import mapping as mappings
    from rasid.ingest.files import About, day
    from rasid.ingest.sources import Options, take
    from rasid.run.record import Intake

    outcome = Outcome()
    try:
        about = About(None, day(published, "--published"), outlet, None)
        chosen = mappings.load_mapping(mapping) if mapping else mappings.Mapping()
        chosen = mappings.parse_mapping(columns, chosen) if columns else chosen
        if save_mapping:
            mappings.save_mapping(chosen, save_mapping)
        items = take(sources, about, Options(chosen))
    except InputError as error:
        stop(error)
    with opened(where, make=True) as record, logged(log) as write:
        run = record.begin(" ".join(["add", *map(str, sources)]))
        intake = None if dry_run else Intake(record, open_reader(), run)
        found = (intake.take(item) if intake is not None else record.would(item) for item in items)
        counts = told(found, outcome, write, as_json=as_json)
    summed(counts, outcome, " (dry run: nothing was changed)" if dry_run else "")


@contextmanager
def logged(log: Path | None) -> Iterator[Callable[[Found], None]]:
    """What writes down what came of each item, in a table where one is asked for."""
    if log is None:
        yield lambda _: None
        return
    with log.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["address", "outcome", "article", "reason"])
        yield lambda found: table.writerow([found.address, found.outcome, found.article, found.reason])


def told(found: Iterable[Found], outcome: Outcome, write: Callable[[Found], None], *, as_json: bool) -> Counter[str]:
    """Say what came of each item as it comes, and count."""
    from rasid.store.record import UNDATED

    counts: Counter[str] = Counter()
    progress, undated = Progress(), 0
    try:
        for one in found:
            counts[one.outcome] += 1
            undated += one.outcome == "added" and one.reason == UNDATED
            progress.step()
            if one.outcome in ("refused", "failed"):
                outcome.note(USER if one.outcome == "refused" else INTERNAL, with_address(one))
            write(one)
            if as_json:
                put(one)
    finally:
        progress.end()
    if undated:
        say(f"{undated} of those added: {UNDATED}")
    return counts


def summed(counts: Counter[str], outcome: Outcome, tail: str = "") -> NoReturn:
    """Say how many of each there were, and leave."""
    line = ", ".join(f"{number} {name}" for name, number in sorted(counts.items())) or "nothing to take in"
    say(f"{line}{tail}")
    raise click.exceptions.Exit(outcome.code)


@click.command(name="reread")
@RECORD
@JSON
@click.option("--all", "everything", is_flag=True, help="All articles, not only those that another Rasid read.")
@click.option("--article", "articles", multiple=True, help="Only these.")
def reread(where: str | None, as_json: bool, everything: bool, articles: tuple[str, ...]) -> None:
    """Read articles of a record again with this version and its knowledge; what people judged stays.

    \b
    Example:
      rasid reread --record war.db
    """
    from rasid.run.record import Intake

    reader = open_reader()
    with opened(where) as record:
        wanted = list(articles) or record.stale("" if everything else reader.knowledge.hash)
        progress = Progress(len(wanted))
        number = Intake(record, reader).reread(wanted, lambda _: progress.step())
        progress.end()
    if as_json:
        put({"reread": number})
    say(f"{number} articles read again")


@click.command(name="verify")
@RECORD
@JSON
@click.option("--items", is_flag=True, help="Print what came of each item of each run first.")
def verify(where: str | None, as_json: bool, items: bool) -> None:
    """Check that every original still has its hash, every text is the one read, and the audit log is unbroken.

    Exit code 1 where something is wrong.

    \b
    Examples:
      rasid verify --record war.db
      rasid verify --items --record war.db
    """
    with opened(where) as record:
        for row in record.log() if items else ():
            if as_json:
                put(row)
            else:
                told = (row["at"], row["run"], row["outcome"], row["article"] or "-", row["address"], row["reason"])
                click.echo("  ".join(filter(None, told)))
        faults = list(record.verify())
        counts = record.counts()
    for fault in faults:
        say(fault)
    if as_json:
        put({"faults": faults, "counts": counts})
    else:
        click.echo(", ".join(f"{number} {name}" for name, number in counts.items()))
        click.echo("whole" if not faults else f"{len(faults)} faults")
    raise click.exceptions.Exit(1 if faults else 0)


def with_address(found: Found) -> str:
    """What came of an item, its address said once."""
    return found.reason if found.reason.startswith(found.address) else f"{found.address}: {found.reason}"
