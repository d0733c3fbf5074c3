"""Feeds and sitemaps that are watched: the list of them, what is remembered of each, and a round over those due."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import msgspec

from rasid.errors import InputError
from rasid.ingest.addresses import belongs, parted
from rasid.ingest.entries import Entry
from rasid.ingest.fetch import PASSING, wait_of
from rasid.ingest.limits import LIMITS
from rasid.ingest.page import host
from rasid.ingest.sources import NOTHING, Options, articles, captured_entry, one_entry
from rasid.ingest.unpack import unpacked
from rasid.ingest.warc import header
from rasid.ingest.worker import WORKER
from rasid.model.source import Capture, Refused, Source

EVERY = re.compile(r"(\d+)\s*(s|m|h|d)")
UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
SHORTEST = 60
LONGEST_REST = 86_400.0
MAPS = 50  # sitemaps that one sitemap may lead to in a round
KINDS = ("feed", "sitemap")


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed or sitemap to watch. `every` is in seconds.

    With `full` the page behind each entry is fetched; without, the text that the feed itself holds is taken. `domains`
    are the hosts (and what lies below them) whose pages count; empty, they are those of the feed's own host.
    `newest` is the most pages that are fetched in a round.
    """

    name: str
    url: str
    outlet: str = ""
    kind: str = "feed"
    every: int = 900
    full: bool = True
    domains: tuple[str, ...] = ()
    newest: int = 200


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between rounds; moments are in UTC and ISO form, "" for never."""

    name: str
    etag: str = ""
    last_modified: str = ""
    last_tried: str = ""
    last_ok: str = ""
    last_new: str = ""
    failures: int = 0
    error: str = ""
    next_at: str = ""


class Row(msgspec.Struct, forbid_unknown_fields=True):
    """A feed as the watch list writes it."""

    name: str
    url: str
    outlet: str = ""
    kind: str = "feed"
    every: str = "15m"
    full: bool = True
    domains: list[str] = []
    newest: int = 200


class WatchList(msgspec.Struct, forbid_unknown_fields=True):
    """A whole watch list."""

    feed: list[Row] = []


class Getter(Protocol):
    """What gets pages: a Fetcher, or something in its place."""

    def fetch(self, url: str, *, etag: str = "", modified: str = "", via: str = "http") -> Capture | Refused:
        """The page at an address, or why there is none."""


def load_feeds(path: Path) -> tuple[Feed, ...]:
    """The watch list in a TOML file; raises InputError that names the feed and the fault."""
    try:
        said = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8-sig")), WatchList)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error}); check the name") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise InputError(f'{path}: {error}; a feed looks like [[feed]] name = "..." url = "https://..."') from error
    found = tuple(feed_of(row, f"{path}: {row.name or 'a feed'}") for row in said.feed)
    names = [feed.name for feed in found]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise InputError(f"{path}: two feeds are called {twice}; give each a name of its own")
    if not found:
        raise InputError(f'{path}: lists no feeds; a feed looks like [[feed]] name = "..." url = "https://..."')
    return found


def feed_of(row: Row, where: str) -> Feed:
    """A feed of the watch list, checked."""
    every = EVERY.fullmatch(row.every.strip())
    if every is None:
        raise InputError(f"{where}: every = {row.every!r} is no time; write 15m, 2h or 1d")
    if row.kind not in KINDS:
        raise InputError(f"{where}: kind = {row.kind!r} is not feed or sitemap")
    if not row.name.strip():
        raise InputError(f"{where}: has no name")
    try:
        parted(row.url)
    except InputError as error:
        raise InputError(f"{where}: the url {error}") from error
    return Feed(
        name=row.name.strip(),
        url=row.url,
        outlet=row.outlet,
        kind=row.kind,
        every=max(SHORTEST, int(every[1]) * UNITS[every[2]]),
        full=row.full or row.kind == "sitemap",
        domains=tuple(row.domains),
        newest=row.newest,
    )


def entries(capture: Capture, seconds: float = 60.0) -> list[Entry]:
    """What a fetched feed or sitemap lists; raises InputError where it is none."""
    final = header(capture.headers, "x-final-url") or capture.address
    data = capture.data
    if data.startswith(b"\x1f\x8b"):
        data = unpacked(data, "gzip", LIMITS.item, LIMITS.ratio)
    return WORKER.call("feed", data, list[Entry], seconds, address=final)


def due(state: FeedState | None, now: datetime) -> bool:
    """Whether a feed is to be asked again."""
    return state is None or not state.next_at or moment(state.next_at) <= now


def one_round(
    feeds: Iterable[Feed],
    states: Mapping[str, FeedState],
    getter: Getter,
    now: Callable[[], datetime],
    *,
    known: Callable[[str], bool] = lambda _: False,
    options: Options | None = None,
) -> Iterator[Source | Refused | FeedState]:
    """What is new in the feeds that are due, each feed's articles and refusals followed by its new state.

    A state comes after everything it stands for, so who stores things in this order can be stopped at any point.
    `known` tells whether a page is on record already: it is not fetched again.
    """
    options = options or Options()
    for feed in feeds:
        state = states.get(feed.name)
        if due(state, now()):
            yield from visited(feed, state or FeedState(feed.name), getter, now, known, options)


def visited(
    feed: Feed,
    state: FeedState,
    getter: Getter,
    now: Callable[[], datetime],
    known: Callable[[str], bool],
    options: Options,
) -> Iterator[Source | Refused | FeedState]:
    """What one feed has that is new, and its new state."""
    answer = getter.fetch(feed.url, etag=state.etag, modified=state.last_modified, via="feed")
    moment_now = now()
    if isinstance(answer, Refused):
        yield answer
        yield failed(feed, state, answer.reason, moment_now, asked_wait(answer, moment_now))
        return
    if answer.status == 304:
        yield went_well(feed, state, moment_now, found=False)
        return
    try:
        listed = list(pages(feed, answer, getter, known, options))
    except InputError as error:
        yield Refused(answer.address, str(error), answer)
        yield failed(feed, state, str(error), moment_now, 0.0)
        return
    fresh, whole = False, sum(not isinstance(part, Refused) for part in listed) < feed.newest
    for part in listed:
        for found in (part,) if isinstance(part, Refused) else article_of(feed, *part, getter, options):
            fresh = fresh or isinstance(found, Source)
            whole = whole and not may_pass(found)
            yield found
    etag, modified = header(answer.headers, "etag"), header(answer.headers, "last-modified")
    # What was not got this time must be listed again: so the site is not told that the feed is known.
    state = replace(state, etag=etag if whole else "", last_modified=modified if whole else "")
    yield went_well(feed, state, moment_now, found=fresh)


def pages(
    feed: Feed, answer: Capture, getter: Getter, known: Callable[[str], bool], options: Options
) -> Iterator[tuple[Entry, Capture] | Refused]:
    """The new entries that count, with what lists each; sitemaps that a sitemap names are fetched."""
    waiting = [answer]
    left, asked = feed.newest, 0
    while waiting and left > 0:
        listing = waiting.pop(0)
        for entry in newest_first(entries(listing, options.limits.seconds), feed.kind):
            if not counts(feed, entry):
                reason = "lies with another site than the feed's; add that to its domains"
                yield Refused(f"{listing.address}!{entry.told.url}", reason)
            elif entry.listing:
                if asked < MAPS:
                    asked += 1
                    below = getter.fetch(entry.told.url, via="feed")
                    if isinstance(below, Refused):
                        yield below
                    else:
                        waiting.append(below)
            elif left > 0 and not (entry.told.url and known(entry.told.url)):
                left -= 1
                yield entry, listing


def may_pass(found: Source | Refused) -> bool:
    """Whether a refusal may be none the next time."""
    if isinstance(found, Source) or found.reason.startswith(("is refused", "lies with")):
        return False
    return found.capture is None or found.capture.status in PASSING


def newest_first(listed: list[Entry], kind: str) -> list[Entry]:
    """The entries of a sitemap with the newest first, as far as it tells their days; those of a feed as they stand."""
    return sorted(listed, key=lambda entry: entry.told.published, reverse=True) if kind == "sitemap" else listed


def counts(feed: Feed, entry: Entry) -> bool:
    """Whether an entry leads to a site that the feed may name pages of; one that leads nowhere does."""
    if not entry.told.url:
        return True
    domains = feed.domains or (host(feed.url).removeprefix("www."),)
    return any(belongs(host(entry.told.url), domain) for domain in domains)


def article_of(
    feed: Feed, entry: Entry, listing: Capture, getter: Getter, options: Options
) -> Iterator[Source | Refused]:
    """The article of an entry: from its page, or from the feed where that is wanted."""
    if not feed.full or not entry.told.url:
        yield one_entry(captured_entry(entry, listing), entry, NOTHING, feed.outlet)
        return
    page = getter.fetch(entry.told.url, via="feed")
    if isinstance(page, Refused):
        yield page
        return
    yield from articles(page, NOTHING, options, replace(entry.told, text=""), feed.outlet)


def went_well(feed: Feed, state: FeedState, now: datetime, *, found: bool) -> FeedState:
    """The state of a feed that answered."""
    return replace(
        state,
        last_tried=stamp(now),
        last_ok=stamp(now),
        last_new=stamp(now) if found else state.last_new,
        failures=0,
        error="",
        next_at=stamp(now + timedelta(seconds=feed.every)),
    )


def failed(feed: Feed, state: FeedState, reason: str, now: datetime, wait: float) -> FeedState:
    """The state of a feed that did not answer: it rests twice as long each time, up to a day, or as long as it asks."""
    rest = max(min(feed.every * 2.0 ** min(state.failures + 1, 20), max(LONGEST_REST, feed.every)), wait)
    return replace(
        state,
        last_tried=stamp(now),
        failures=state.failures + 1,
        error=reason,
        next_at=stamp(now + timedelta(seconds=min(rest, 30 * LONGEST_REST))),
    )


def asked_wait(answer: Refused, now: datetime) -> float:
    """The seconds that a site asked to be left alone for."""
    return (wait_of(answer.capture, now) or 0.0) if answer.capture is not None else 0.0


def stamp(when: datetime) -> str:
    """A moment in UTC and ISO form."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(said: str) -> datetime:
    """A moment out of its ISO form."""
    return datetime.fromisoformat(said)
