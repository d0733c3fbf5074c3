"""`rasid fetch` and `rasid watch`: articles from the web into a record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from rasid.cli.on_record import JSON, RECORD, opened, put
from rasid.cli.session import Outcome, open_reader, say, stop
from rasid.cli.take import logged, summed, told
from rasid.errors import InputError

if TYPE_CHECKING:
    from rasid.ingest.feeds import Feed, FeedState
    from rasid.ingest.fetch import Fetcher
    from rasid.run.record import Intake
    from rasid.store.record import Outcome as Found
    from rasid.store.record import Record

LOG = click.option("--log", type=click.Path(dir_okay=False, path_type=Path), help="Write what came of each item (CSV).")
PROXY = click.option("--proxy", default="", metavar="URL", help="Ask this proxy in place of the sites.")


@click.command(name="fetch")
@click.argument("urls", nargs=-1, required=True)
@RECORD
@JSON
@LOG
@PROXY
@click.option("--outlet", metavar="NAME", help="Who published them, where the pages do not tell.")
def fetch(
    urls: tuple[str, ...], where: str | None, as_json: bool, log: Path | None, proxy: str, outlet: str | None
) -> None:
    """Fetch pages from the public web and take their articles in; a page fetched again is one more capture of it.

    Sites are asked slowly and as their robots.txt wishes. Addresses of inner networks are refused.

    \b
    Example:
      rasid fetch https://news.example/1 https://news.example/2 --record war.db
    """
    from rasid.ingest.fetch import Fetcher
    from rasid.ingest.files import About
    from rasid.ingest.sources import articles
    from rasid.model import Refused
    from rasid.run.record import Intake

    outcome = Outcome()
    with opened(where, make=True) as record, logged(log) as write, Fetcher(proxy=proxy) as fetcher:
        intake = Intake(record, open_reader(), record.begin("fetch"))

        def found() -> Iterator[Found]:
            """What came of each address."""
            for url in urls:
                answer = fetcher.fetch(url)
                items = [answer] if isinstance(answer, Refused) else articles(answer, About(outlet=outlet))
                yield from intake.take_all(items)

        counts = told(found(), outcome, write, as_json=as_json)
    summed(counts, outcome)


@click.command(name="watch")
@click.argument("feeds", type=click.Path(path_type=Path))
@RECORD
@JSON
@LOG
@PROXY
@click.option("--forever", is_flag=True, help="Go on until interrupted; else one round.")
@click.option("--health", is_flag=True, help="Show how each feed does; fetch nothing.")
def watch(
    feeds: Path, where: str | None, as_json: bool, log: Path | None, proxy: str, forever: bool, health: bool
) -> None:
    """Watch feeds and sitemaps: fetch what is new in those that are due, and take it in.

    The list of feeds is a TOML file (docs/intake.md). Broken off at any point, the next round goes on.

    \b
    Examples:
      rasid watch feeds.toml --record war.db
      rasid watch feeds.toml --record war.db --health
    """
    from rasid.ingest.feeds import load_feeds
    from rasid.ingest.fetch import Fetcher
    from rasid.run.record import Intake

    try:
        listed = load_feeds(feeds)
    except InputError as error:
        stop(error)
    outcome = Outcome()
    with opened(where, make=True) as record:
        if health:
            show_health(listed, states_of(record), as_json=as_json)
            return
        with logged(log) as write, Fetcher(proxy=proxy) as fetcher:
            intake = Intake(record, open_reader(), record.begin("watch"))
            while True:
                counts = told(round_of(listed, record, intake, fetcher), outcome, write, as_json=as_json)
                if not forever:
                    break
                say(", ".join(f"{number} {name}" for name, number in sorted(counts.items())) or "nothing new")
                fetcher.clock.wait(60.0)
    summed(counts, outcome)


def states_of(record: Record) -> dict[str, FeedState]:
    """What the record remembers of feeds, by name."""
    import msgspec

    from rasid.ingest.feeds import FeedState

    return {name: msgspec.json.decode(state, type=FeedState) for name, state in record.feeds().items()}


def round_of(listed: tuple[Feed, ...], record: Record, intake: Intake, fetcher: Fetcher) -> Iterator[Found]:
    """One round: what came of each article, the state of each feed kept behind its articles."""
    import msgspec

    from rasid.ingest.feeds import FeedState, one_round

    parts = one_round(listed, states_of(record), fetcher, fetcher.clock.now, known=record.knows_url)
    for part in parts:
        if isinstance(part, FeedState):
            record.keep_feed(part.name, msgspec.json.encode(part).decode())
        else:
            yield intake.take(part)


def show_health(listed: tuple[Feed, ...], states: dict[str, FeedState], *, as_json: bool) -> None:
    """A line for each feed."""
    from rasid.ingest.feeds import FeedState

    for feed in listed:
        state = states.get(feed.name, FeedState(feed.name))
        if as_json:
            put(state)
            continue
        mark = (
            "never fetched" if not state.last_tried else "well" if not state.failures else f"{state.failures} failures"
        )
        tail = f", last well {state.last_ok or 'never'}{f': {state.error}' if state.error else ''}"
        click.echo(f"{feed.name}: {mark}{tail if state.last_tried else ''}")
