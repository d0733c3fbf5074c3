"""What kind of file this is, told by its first bytes, and by its name only where those leave it open."""

from __future__ import annotations

import re

HEAD = 8_192
HEADER_LINE = re.compile(
    rb"(?:from|to|date|subject|received|message-id|mime-version|return-path|content-type|delivered-to|"
    rb"snapshot-content-location|reply-to|x-[a-z-]+|dkim-signature|authentication-results):",
    re.IGNORECASE,
)
NEEDED = re.compile(rb"^(?:from|date|subject|message-id|mime-version):", re.IGNORECASE | re.MULTILINE)
RELATED = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
SNAPSHOT = re.compile(rb"^snapshot-content-location:", re.IGNORECASE | re.MULTILINE)
XML_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")
JSON_START = re.compile(rb'\{\s*["}]|\[\s*[{\]]')
MARKUP_START = re.compile(rb"<[a-zA-Z!?]")
TELEGRAM = re.compile(rb'"messages"\s*:\s*\[|"chats"\s*:\s*\{')
MEDIA = {
    "csv": "text/csv",
    "feed": "application/xml",
    "gzip": "application/gzip",
    "html": "text/html",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "mail": "message/rfc822",
    "mhtml": "multipart/related",
    "pdf": "application/pdf",
    "telegram": "application/json",
    "text": "text/plain",
    "warc": "application/warc",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


def kind_of(head: bytes, name: str, *, mapped: bool = False) -> str:
    """The kind of a file by its first bytes: a key of MEDIA. What is nothing else is text.

    A table of commas cannot be told from prose: it is known by its name, or by a mapping of its columns being given.
    """
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "xlsx" if name.lower().endswith((".xlsx", ".xlsm")) or b"xl/" in head else "zip"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    plain = plain_bytes(head)
    if plain.startswith(b"WARC/"):
        return "warc"
    bare = plain.lstrip()
    last = name.lower().removesuffix(".gz").rpartition(".")[2]
    if JSON_START.match(bare) or (bare[:1] in (b"{", b"[") and last in ("json", "jsonl", "ndjson")):
        return json_kind(bare, last)
    if MARKUP_START.match(bare):
        return markup_kind(bare)
    if HEADER_LINE.match(bare) and len(NEEDED.findall(bare.replace(b"\r\n", b"\n"))) >= 2:
        return "mhtml" if is_saved_page(bare, last) else "mail"
    if last in ("csv", "tsv", "tab") or (mapped and last not in ("html", "htm")):
        return "csv"
    return "html" if last in ("html", "htm", "xhtml") and b"<" in bare else "text"


def plain_bytes(head: bytes) -> bytes:
    """The head of a file as single bytes, whatever it is encoded in."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf")


def json_kind(bare: bytes, last: str) -> str:
    """A Telegram export, lines of JSON, or JSON of another form."""
    if bare[:1] == b"{" and TELEGRAM.search(bare) and last not in ("jsonl", "ndjson"):
        return "telegram"
    line, end, _ = bare.partition(b"\n")
    whole = line.rstrip().endswith(b"}") and line.count(b"{") == line.count(b"}")
    lines = bare[:1] == b"{" and (last in ("jsonl", "ndjson") or (bool(end) and whole))
    return "jsonl" if lines else "json"


def markup_kind(bare: bytes) -> str:
    """A page, a feed or a sitemap."""
    root = XML_ROOT.search(bare)
    named = root[1].lower() if root else b""
    if named in (b"rss", b"feed", b"rdf", b"urlset", b"sitemapindex"):
        return "feed"
    return "html"


def is_saved_page(bare: bytes, last: str) -> bool:
    """Whether a message is a page saved with its parts."""
    return (
        last in ("mht", "mhtml")
        or bool(SNAPSHOT.search(bare.replace(b"\r\n", b"\n")))
        or (bool(RELATED.search(bare.replace(b"\r\n", b"\n"))) and b"saved by" in bare[:400].lower())
    )
