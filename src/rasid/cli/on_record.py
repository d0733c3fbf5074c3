"""What the commands on a record share: opening it, the options of a query, and how answers are printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from rasid.cli.session import open_knowledge, stop
from rasid.errors import RecordError

if TYPE_CHECKING:
    from rasid.export.text import TextStyle
    from rasid.store.asking import Questions
    from rasid.store.record import Record

F = TypeVar("F", bound=Callable[..., Any])

RECORD = click.option(
    "--record",
    "where",
    envvar="RASID_RECORD",
    metavar="FILE.db|postgresql://…",
    help="The record; else the one that RASID_RECORD names.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, one object a line.")
LANG = click.option(
    "--lang", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="Language of text."
)


@contextmanager
def opened(where: str | None, *, make: bool = False) -> Iterator[Record]:
    """The record that the command line names; whatever is wrong with it ends the command with its message."""
    from rasid.store.record import open_record

    if not where:
        stop("no record is named; give --record FILE.db (or postgresql://…), or set RASID_RECORD")
    try:
        with open_record(where, make=make) as record:
            yield record
    except RecordError as error:
        stop(error)


@contextmanager
def questions(where: str | None) -> Iterator[Questions]:
    """A record that is asked, with the words of the knowledge for its searches; these are fetched when first used."""
    from rasid.run.record import ask

    with opened(where) as record:
        yield ask(record)


def style_of(lang: str) -> TextStyle:
    """The style of readable text on this screen."""
    import sys

    from rasid.cli.session import arabic_words
    from rasid.export.text import TextStyle

    return TextStyle(lang, sys.stdout.isatty(), arabic_words(open_knowledge()) if lang == "ar" else {})


def put(value: object) -> None:
    """Print an object as a line of JSON."""
    import msgspec

    click.echo(json.dumps(msgspec.to_builtins(value), ensure_ascii=False))


def day(_context: click.Context, option: click.Parameter, said: str | None) -> date | None:
    """An ISO day out of an option."""
    if said is None:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise click.BadParameter(f"{said!r} is no day; write it as YYYY-MM-DD", param=option) from None


def numbers(wanted: int, shape: str) -> Callable[[click.Context, click.Parameter, str | None], Any]:
    """So many numbers out of an option, joined with commas."""

    def read(_context: click.Context, option: click.Parameter, said: str | None) -> tuple[float, ...] | None:
        if said is None:
            return None
        try:
            found = tuple(float(part) for part in said.replace(" ", "").split(","))
        except ValueError:
            found = ()
        if len(found) != wanted:
            raise click.BadParameter(f"{said!r} does not fit; write {shape}", param=option)
        return found

    return read


OPTIONS: tuple[Callable[[F], F], ...] = (
    click.option("--kind", "kinds", multiple=True, help="event, threat, claim, denial, tally, statement, ..."),
    click.option("--type", "types", multiple=True, help="PLOVER event type, such as ASSAULT."),
    click.option("--mode", "modes", multiple=True, help="PLOVER mode."),
    click.option("--actor", "actors", multiple=True, help="Id or name of an actor; all that are part of it count."),
    click.option(
        "--role",
        type=click.Choice(["any", "source", "target", "addressee", "speaker"]),
        default="any",
        show_default=True,
        help="What the actor is in it.",
    ),
    click.option("--speaker", "speakers", multiple=True, help="Id or name of who says so."),
    click.option("--place", default="", help="Name of a place with all it holds, or a country's code."),
    click.option("--near", callback=numbers(3, "LAT,LON,KM"), metavar="LAT,LON,KM", help="Around a point."),
    click.option("--box", callback=numbers(4, "WEST,SOUTH,EAST,NORTH"), metavar="W,S,E,N", help="In a box."),
    click.option("--country", "countries", multiple=True, help="ISO code of three letters."),
    click.option("--since", callback=day, metavar="DAY", help="Happened on that day or later."),
    click.option("--until", callback=day, metavar="DAY", help="Happened on that day or earlier."),
    click.option("--published-since", callback=day, metavar="DAY", help="Published on that day or later."),
    click.option("--published-until", callback=day, metavar="DAY", help="Published on that day or earlier."),
    click.option("--factuality", multiple=True, help="asserted, denied, possible, conditional, planned, averted."),
    click.option("--outlet", "outlets", multiple=True, help="Who published it."),
    click.option("--stance", "stances", multiple=True, help="Of the incident: claimed, denied, attributed, none."),
    click.option("--incident", "incidents", multiple=True, help="Id of an incident."),
    click.option("--article", "articles", multiple=True, help="Id of an article."),
    click.option("--min-origins", type=int, default=0, help="Least number of independent origins of the incident."),
    click.option("--min-outlets", type=int, default=0, help="Least number of outlets that tell of the incident."),
    click.option(
        "--modified-since", callback=day, metavar="DAY", help="Incidents made or changed on that day or later."
    ),
    click.option("--least-score", type=float, default=0.0, help="Least confidence, 0 to 1."),
    click.option("--verdict", "verdicts", multiple=True, help="pending, accepted, rejected."),
    click.option("--exact", is_flag=True, help="The words exactly as written."),
)
PAGING = (
    click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True, help="Size of a page."),
    click.option("--after", default="", metavar="CURSOR", help="Go on after the page that gave this cursor."),
)


STATUS = (click.option("--status", "statuses", multiple=True, help="Of a threat: open, carried_out, lapsed, ..."),)


def asks(function: F) -> F:
    """A command with the options of a query and a search for words; they reach it as `query`."""
    return _with(function, (*OPTIONS, *STATUS, *PAGING))


def asks_all(function: F) -> F:
    """A command with the options of a query that has no pages."""
    return _with(function, OPTIONS)


def _with(function: F, options: tuple[Any, ...]) -> F:
    from functools import wraps

    @wraps(function)
    def run(*args: Any, words: tuple[str, ...] = (), **given: Any) -> Any:
        from rasid.model.query import Query

        own = {name: given.pop(name) for name in list(given) if name in Query.__dataclass_fields__}
        return function(*args, query=Query(words=" ".join(words), **own), **given)

    found: Any = run
    for option in reversed(options):
        found = option(found)
    return found  # type: ignore[no-any-return]
