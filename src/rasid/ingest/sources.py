"""Files of every kind as articles: `take` for what lies on disk, `articles` for what was fetched."""

from __future__ import annotations

import hashlib
import io
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from rasid.errors import InputError
from rasid.ingest.archives import gunzipped, zipped
from rasid.ingest.compose import UNSURE, Told, source
from rasid.ingest.detect import HEAD, MEDIA, kind_of
from rasid.ingest.entries import Entry
from rasid.ingest.files import About
from rasid.ingest.limits import CHUNK, LIMITS, Budget, CutOffError, ExhaustedError, Limits, read_whole
from rasid.ingest.mapping import Mapping
from rasid.ingest.page import Page
from rasid.ingest.tables import Joined, Row, csv_rows, json_lines, json_values, workbook_rows
from rasid.ingest.telegram import posts
from rasid.ingest.warc import Archived, archived, header
from rasid.ingest.worker import WORKER
from rasid.model import Problem
from rasid.model.source import Capture, Refused, Source
from rasid.text.decode import LARGEST, decode

WHOLE = ("text", "html", "mhtml", "mail", "pdf", "feed")
SEEKING = ("zip", "xlsx")
FROM_WARC = ("html", "pdf", "mhtml")
VIA = {"mail": "mail", "feed": "feed", "telegram": "telegram", "warc": "warc"}
NOTHING = About()
NO_HINTS = Told("")


@dataclass(frozen=True, slots=True)
class Options:
    """How files are taken in: which columns of tables hold what, and what is too much."""

    mapping: Mapping = field(default_factory=Mapping)
    limits: Limits = LIMITS


@dataclass(frozen=True, slots=True)
class Place:
    """Where some bytes lie: their address, the file that they are part of and how they came."""

    address: str
    name: str
    budget: Budget
    about: About
    options: Options
    container: str = ""
    via: str = "file"
    retrieved: str | None = None
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    url: str = ""
    depth: int = 0
    hints: Told = NO_HINTS
    outlet: str = ""

    def inside(self, member: str) -> Place:
        """The place of a member."""
        return replace(
            self, address=f"{self.address}!{printable(member)}", name=member.rpartition("/")[2], depth=self.depth + 1
        )


def take(paths: Iterable[Path], about: About = NOTHING, options: Options | None = None) -> Iterator[Source | Refused]:
    """The articles in files and folders, one by one, and in the place of each that cannot be read the reason.

    Files come in the order given, those of a folder by name. The kind of a file is told by its bytes before its name.
    Nothing is written, and no more than one item is in memory. What `about` gives fills what an article does not tell
    of itself; its id and title count for files that hold one article.
    """
    options = options or Options()
    for path in paths:
        for file in files_in(path):
            if isinstance(file, Refused):
                yield file
            else:
                yield from taken(file, about, options)


def articles(
    capture: Capture, about: About = NOTHING, options: Options | None = None, hints: Told = NO_HINTS, outlet: str = ""
) -> Iterator[Source | Refused]:
    """The articles in bytes that were fetched or stored before: one of a page, several of a table, feed or archive.

    `hints` fill what a page does not tell of itself, such as what the feed said that named it; `outlet` names the
    publisher, whatever the page calls itself.
    """
    options = options or Options()
    url = capture.address if capture.address.startswith(("http://", "https://")) else ""
    final = header(capture.headers, "x-final-url")
    place = Place(
        address=capture.address,
        name=(final or url or capture.address).partition("?")[0].rstrip("/").rpartition("/")[2],
        budget=Budget(len(capture.data), options.limits),
        about=about,
        options=options,
        container="",
        via=capture.via,
        retrieved=capture.retrieved,
        status=capture.status,
        headers=capture.headers,
        url=final or url,
        hints=hints,
        outlet=outlet,
    )
    yield from stopped(io.BytesIO(capture.data), place, capture.sha256, capture)


def files_in(path: Path) -> Iterator[Path | Refused]:
    """A file, or those of a folder and its folders by name; hidden ones are let by, links to folders not followed."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            for inner in sorted(path.iterdir(), key=lambda p: p.name):
                if not inner.name.startswith(".") and not (inner.is_symlink() and inner.is_dir()):
                    yield from files_in(inner)
        elif stat.S_ISREG(mode):
            yield path
        else:
            yield Refused(printable(str(path)), "is no ordinary file")
    except FileNotFoundError:
        yield Refused(printable(str(path)), "no such file; check the name and the folder")
    except OSError as error:
        yield Refused(printable(str(path)), f"cannot be read ({error.strerror or error}); check that you may read it")


def taken(path: Path, about: About, options: Options) -> Iterator[Source | Refused]:
    """What one file holds."""
    address = printable(str(path))
    try:
        with path.open("rb") as stream:
            place = Place(address, path.name, Budget(path.stat().st_size, options.limits), about, options)
            yield from stopped(stream, place, None, None)
    except OSError as error:
        yield Refused(address, f"cannot be read ({error.strerror or error}); check that you may read it")


def stopped(stream: IO[bytes], place: Place, sha256: str | None, whole: Capture | None) -> Iterator[Source | Refused]:
    """What a file of the user's holds, up to where it is found to be endless."""
    try:
        yield from guarded(stream, place, sha256, whole)
    except ExhaustedError as error:
        yield Refused(place.address, str(error), whole)


def guarded(stream: IO[bytes], place: Place, sha256: str | None, whole: Capture | None) -> Iterator[Source | Refused]:
    """What some bytes hold, with what is wrong with them as a refusal."""
    try:
        yield from opened(stream, place, sha256, whole)
    except ExhaustedError:
        raise
    except InputError as error:
        yield Refused(place.address, reason(error, place.address).removeprefix(f"{place.name}: "), whole)


def opened(stream: IO[bytes], place: Place, sha256: str | None, whole: Capture | None) -> Iterator[Source | Refused]:
    """What some bytes hold, by their kind. `sha256` is that of the whole file where it is known."""
    head = head_of(stream)
    kind = kind_of(head, place.name, mapped=place.options.mapping != Mapping())
    if kind in WHOLE:
        data = read_whole(stream, place.options.limits.item, head)
        capture = whole or captured(data, kind, place)
        yield from item(capture, kind, place)
        return
    if place.depth > place.options.limits.nesting:
        raise InputError(f"lies in archives more than {place.options.limits.nesting} deep")
    if stream.seekable():
        stream.seek(0)
        rest: IO[bytes] = stream
        sha256 = sha256 or (place.container or hash_of(stream))
        stream.seek(0)
    elif kind in SEEKING:
        rest = io.BytesIO(read_whole(stream, place.options.limits.item, head))
    else:
        rest = io.BufferedReader(Joined(head, stream), CHUNK)
    about = replace(place.about, id=None, title=None)
    inside = replace(place, container=place.container or sha256 or "", about=about)
    yield from container(rest, kind, inside)


def container(stream: IO[bytes], kind: str, place: Place) -> Iterator[Source | Refused]:
    """What a file of many items holds, item by item."""
    if kind == "gzip":
        name = place.name.removesuffix(".gz")
        yield from guarded(
            gunzipped(stream, place.budget), replace(place, name=name, depth=place.depth + 1), None, None
        )
    elif kind == "zip":
        for name, member in zipped(stream, place.budget):
            inside = place.inside(name)
            if isinstance(member, InputError):
                yield Refused(inside.address, str(member))
            else:
                yield from guarded(member, inside, None, None)
    elif kind == "warc":
        for page in archived(stream, place.budget):
            place.budget.member()
            yield from from_archive(page, place)
    elif kind == "telegram":
        yield from from_telegram(stream, place)
    else:
        for row in rows_of(stream, kind, place):
            place.budget.member()
            yield from_row(row, kind, place)


def item(capture: Capture, kind: str, place: Place) -> Iterator[Source | Refused]:
    """What a file that is one article (or one feed) holds."""
    limits = place.options.limits
    if kind == "feed":
        yield from from_feed(capture, place)
        return
    try:
        if kind == "text":
            text, problems = decode(capture.data, place.address)
            made = source(capture, completed(Told(text, raw=True), place), place.about, problems)
        else:
            page = parsed(capture, kind, place, limits)
            odd = [Problem(what, None, "intake") for what in page.problems]
            made = source(capture, completed(page.told, place), place.about, odd)
    except InputError as error:
        yield Refused(place.address, reason(error, place.address), capture)
        return
    yield made


def parsed(capture: Capture, kind: str, place: Place, limits: Limits) -> Page:
    """What the process for it makes of a page, mail or PDF."""
    if kind == "pdf":
        return WORKER.call("pdf", capture.data, Page, limits.seconds, pages=limits.pages)
    if kind == "html":
        charset = charset_of(header(place.headers, "content-type"))
        return WORKER.call("page", capture.data, Page, limits.seconds, charset=charset, address=place.url)
    return WORKER.call("mail", capture.data, Page, limits.seconds, saved="1" if kind == "mhtml" else "")


def from_feed(capture: Capture, place: Place) -> Iterator[Source | Refused]:
    """The articles in a feed that holds their texts."""
    entries = WORKER.call("feed", capture.data, list[Entry], place.options.limits.seconds, address=place.url)
    if not any(entry.told.text for entry in entries):
        pages = f"{len(entries):,} page{'' if len(entries) == 1 else 's'}"
        yield Refused(
            place.address, f"lists {pages} but holds no text of theirs; fetch the pages, or watch it", capture
        )
        return
    for number, entry in enumerate(entries, start=1):
        yield one_entry(captured_entry(entry, capture, place.container, str(number)), entry, place.about, place.outlet)


def captured_entry(entry: Entry, listing: Capture, container: str = "", name: str = "entry") -> Capture:
    """The capture of an entry of a feed: its own bytes, as part of the feed that was fetched or lies in a file."""
    return Capture(
        address=f"{listing.address}!{printable(entry.told.url or name)}",
        data=entry.raw,
        media_type="application/xml" if entry.raw.startswith(b"<") else "application/json",
        via="feed",
        retrieved=listing.retrieved,
        status=listing.status,
        container=container or listing.sha256,
    )


def one_entry(capture: Capture, entry: Entry, about: About, outlet: str = "") -> Source | Refused:
    """The article of an entry whose text stands in the feed itself."""
    if not entry.told.text:
        return Refused(capture.address, "holds no text, only the address of a page; fetch that", capture)
    told = replace(entry.told, outlet=outlet or entry.told.outlet)
    return one(capture, told, replace(about, id=None, title=None))


def from_archive(page: Archived, place: Place) -> Iterator[Source | Refused]:
    """The article of a page in a WARC; nothing for what is no page, PDF or plain text."""
    inside = replace(
        place.inside(page.address),
        via="warc",
        retrieved=page.retrieved,
        status=page.status,
        headers=page.headers,
        url=page.address if page.address.startswith(("http:", "https:")) else "",
    )
    media = page.media_type
    if page.error:
        kept = (
            Capture(
                inside.address,
                page.data,
                media or "application/octet-stream",
                "warc",
                page.retrieved,
                page.status,
                page.headers,
                place.container,
            )
            if page.data
            else None
        )
        yield Refused(inside.address, page.error, kept)
        return
    kind = kind_of(page.data[:HEAD], page.address.partition("?")[0].rpartition("/")[2])
    if kind in FROM_WARC or (kind == "text" and media in ("text/html", "text/plain", "application/xhtml+xml")):
        kind = "html" if kind == "text" and media != "text/plain" else kind
        capture = captured(page.data, kind, inside)
        if page.address.endswith("/robots.txt"):
            return
        yield from item(replace(capture, media_type=media or capture.media_type), kind, inside)


def from_telegram(stream: IO[bytes], place: Place) -> Iterator[Source | Refused]:
    """The posts of a Telegram export."""
    for post in posts(stream, LARGEST):
        place.budget.member()
        inside = replace(place.inside(post.label), via="telegram")
        if post.forwarded:
            inside = replace(inside, headers=(("forwarded-from", printable(post.forwarded)),))
        capture = captured(post.raw, "telegram", inside)
        if post.told is None:
            yield Refused(inside.address, post.error, capture)
        else:
            yield one(capture, post.told, place.about)


def rows_of(stream: IO[bytes], kind: str, place: Place) -> Iterator[Row]:
    """The rows of a table."""
    mapping = place.options.mapping
    if kind == "csv":
        return csv_rows(stream, mapping, place.name)
    if kind == "xlsx":
        return workbook_rows(stream, mapping, place.budget)
    return json_lines(stream, mapping) if kind == "jsonl" else json_values(stream, mapping)


def from_row(row: Row, kind: str, place: Place) -> Source | Refused:
    """The article of a row."""
    inside = replace(place.inside(row.label), via="table")
    capture = captured(row.raw, "json" if kind == "xlsx" else kind, inside)
    if row.told is None:
        return Refused(inside.address, row.error, capture)
    return one(capture, row.told, place.about)


def one(capture: Capture, told: Told, about: About) -> Source | Refused:
    """The article of an item, or why there is none."""
    try:
        return source(capture, told, about)
    except InputError as error:
        return Refused(capture.address, reason(error, capture.address), capture)


def completed(told: Told, place: Place) -> Told:
    """What a page tells, with what was known before of what it does not tell.

    A day read off the figures in a page or its address is less sure than one that a feed states.
    """
    hints = place.hints
    unsure = told.basis in UNSURE and hints.published
    return replace(
        told,
        title=told.title or hints.title,
        published=hints.published if unsure else told.published or hints.published,
        basis=hints.basis if unsure or not told.published else told.basis,
        author=told.author or hints.author,
        outlet=place.outlet or told.outlet or hints.outlet,
        url=told.url or place.url,
    )


def captured(data: bytes, kind: str, place: Place) -> Capture:
    """The capture of an item."""
    via = place.via if place.via != "file" else VIA.get(kind, "file")
    return Capture(place.address, data, MEDIA[kind], via, place.retrieved, place.status, place.headers, place.container)


def head_of(stream: IO[bytes]) -> bytes:
    """The first bytes of a stream, as far as they can be read."""
    head = b""
    read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    with suppress(CutOffError):
        while len(head) < HEAD and (part := read(HEAD - len(head))):
            head += part
    return head


def hash_of(stream: IO[bytes]) -> str:
    """The SHA-256 of all bytes of a file."""
    digest = hashlib.sha256()
    while part := stream.read(CHUNK * 16):
        digest.update(part)
    return digest.hexdigest()


def charset_of(content_type: str) -> str:
    """The encoding that a server states, "" for none."""
    return content_type.lower().partition("charset=")[2].partition(";")[0].strip(" \"'")[:40]


def printable(name: str) -> str:
    """A name without control characters and marks that turn the direction of writing: U+FFFD for each."""
    return "".join(c if c.isprintable() else "\ufffd" for c in name)


def reason(error: InputError, address: str) -> str:
    """Why something was refused, without the address in front."""
    return str(error).removeprefix(f"{address}: ")
