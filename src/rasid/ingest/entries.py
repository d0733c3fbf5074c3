"""What a feed (RSS, Atom) or a sitemap lists: pages with their days, and texts where the feed holds them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin
from xml.parsers import expat

from rasid.errors import InputError
from rasid.ingest.addresses import parted
from rasid.ingest.compose import Told, tidy_name
from rasid.ingest.dates import day_of
from rasid.ingest.extra import wanted
from rasid.ingest.page import fragment_text

MOST = 50_000  # entries of one file, as the rules for sitemaps have it
WORDS = 60  # a summary from this length on is taken for the report itself
SITEMAPS = ("urlset", "sitemapindex")
ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed or sitemap says of a page. `raw` are its own bytes, as far as they can be told apart.

    `told` holds the text where the feed has the whole of it, and a title, day and author for a page that is still to be
    got. `listing` is set for a sitemap that another sitemap names.
    """

    told: Told
    raw: bytes = b""
    listing: bool = False


def job(data: bytes, options: dict[str, str]) -> list[Entry]:
    """The work of the process that takes feeds apart."""
    return read_entries(data, options.get("address", ""))


def read_entries(data: bytes, address: str = "") -> list[Entry]:
    """The entries of a feed or sitemap in their order.

    Raises InputError for what is neither, and for one that declares entities of its own.
    """
    if ENTITY.search(data.replace(b"\x00", b"")):
        raise InputError("declares entities of its own, as no feed needs; left alone")
    root = root_of(data)
    if root in SITEMAPS:
        return sitemap(data, address)
    return feed(data, address)


def root_of(data: bytes) -> str:
    """The name of the outermost element, without its prefix; "" where none can be told."""
    found: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _: found.append(name)
    try:
        parser.Parse(data[:65_536], False)
    except expat.ExpatError:
        return found[0].rpartition(":")[2] if found else ""
    return found[0].rpartition(":")[2] if found else ""


def feed(data: bytes, address: str) -> list[Entry]:
    """The entries of a feed. Nothing is fetched: only these bytes are parsed."""
    with wanted("feedparser", "a feed"):
        import feedparser
    parsed = feedparser.parse(data, response_headers={"content-location": address} if address else {})
    if not parsed.entries and not parsed.get("version"):
        raise InputError("is no feed that can be read")
    pieces = slices(data, ("item", "entry"))
    items = parsed.entries[:MOST]
    outlet = tidy_name(str(parsed.feed.get("title") or ""))
    whole = len(pieces) == len(parsed.entries)
    return [entry_of(item, pieces[n] if whole else b"", address, outlet) for n, item in enumerate(items)]


def entry_of(item: Any, raw: bytes, address: str, outlet: str) -> Entry:
    """What an entry of a feed says."""
    bodies = [str(part.get("value") or "") for part in item.get("content") or ()]
    text = max((fragment_text(body) for body in bodies), key=len, default="")
    summary = fragment_text(str(item.get("summary") or ""))
    if len(summary) > len(text) and len(summary.split()) >= WORDS:
        text = summary
    url = absolute(str(item.get("link") or ""), address)
    day = day_of(str(item.get("published") or item.get("updated") or "")) or ""
    source = item.get("source") or {}
    told = Told(
        text=text,
        title=fragment_text(str(item.get("title") or "")),
        published=day,
        basis="feed" if day else "",
        author=str(item.get("author") or ""),
        outlet=tidy_name(str(source.get("title") or "")) or outlet,
        url=url,
    )
    return Entry(told, raw or as_line(told, summary))


def as_line(told: Told, summary: str) -> bytes:
    """What an entry says as a line of JSON, where its own bytes cannot be told apart."""
    said = {"title": told.title, "link": told.url, "published": told.published, "text": told.text or summary}
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def sitemap(data: bytes, address: str) -> list[Entry]:
    """The pages or further sitemaps that a sitemap lists."""
    found: list[Entry] = []
    for listing, fields in listed(data):
        url = absolute(fields.get("loc", ""), address)
        if not url:
            continue
        day = day_of(fields.get("publication_date") or fields.get("lastmod") or "") or ""
        exact = bool(fields.get("publication_date")) and bool(day)
        told = Told(
            text="",
            title=fields.get("title", ""),
            published=day if exact else "",
            basis="feed" if exact else "",
            outlet=fields.get("name", ""),
            url=url,
        )
        found.append(
            Entry(told, json.dumps(fields, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace"), listing)
        )
        if len(found) >= MOST:
            break
    return found


def listed(data: bytes) -> list[tuple[bool, dict[str, str]]]:
    """The fields of each page (False) or sitemap (True) that a sitemap lists; up to the first fault in it."""
    found: list[tuple[bool, dict[str, str]]] = []
    path: list[str] = []
    words: list[str] = []
    fields: dict[str, str] = {}

    def start(name: str, _: dict[str, str]) -> None:
        path.append(name.rpartition(":")[2])
        words.clear()
        if path[-1] in ("url", "sitemap"):
            fields.clear()

    def end(_: str) -> None:
        name = path.pop()
        if name in ("url", "sitemap") and fields and len(found) < MOST:
            found.append((name == "sitemap", dict(fields)))
        elif name in ("loc", "lastmod", "publication_date", "title", "name") and "image" not in path:
            fields.setdefault(name, " ".join("".join(words).split()))
        words.clear()

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = words.append
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        if not found:
            raise InputError(f"is no sitemap that can be read ({error})") from error
    return found


def slices(data: bytes, names: tuple[str, ...]) -> list[bytes]:
    """The bytes of each element of these names, [] where the data are not well formed."""
    found: list[bytes] = []
    open_at: list[int] = []
    depth = 0
    parser = expat.ParserCreate()

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal depth
        if name.rpartition(":")[2] in names:
            if not depth:
                open_at.append(parser.CurrentByteIndex)
            depth += 1

    def end(name: str) -> None:
        nonlocal depth
        if name.rpartition(":")[2] in names:
            depth -= 1
            if not depth:
                close = data.find(b">", parser.CurrentByteIndex)
                found.append(data[open_at.pop() : close + 1])

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return []
    return found


def absolute(url: str, address: str) -> str:
    """An address of the web made whole and written as it will be fetched; "" for what is none."""
    try:
        whole, credentials = parted(urljoin(address, url.strip()) if address else url.strip())
    except (InputError, ValueError):
        return ""
    return "" if credentials else whole
