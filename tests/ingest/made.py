"""Small files of every kind, built in memory for the tests of taking in."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from rasid.ingest.files import About
from rasid.ingest.sources import NOTHING, Options, take
from rasid.model.source import Refused, Source

HEADLINE = "مقتل ثلاثة جنود في هجوم"
FIRST = "قتل مسلحون ثلاثة جنود في مدينة صنعاء أمس الخميس."
SECOND = "وقال مصدر أمني إن الهجوم وقع عند الظهر، وأضاف أن التحقيق مستمر."


def page(
    *,
    head: str = "",
    headline: str = HEADLINE,
    body: str = f"<p>{FIRST}</p><p>{SECOND}</p>",
    site: str = "وكالة المثال",
    doctype: str = "<!DOCTYPE html>",
) -> str:
    """A page of a news site with its menu, scripts and foot."""
    return (
        f'{doctype}<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{headline} | {site}</title>'
        f'<meta property="og:site_name" content="{site}">{head}</head><body>'
        f'<nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/p">سياسة</a></li></ul></nav>'
        f"<article><h1>{headline}</h1>{body}<script>alert('x')</script></article>"
        f"<footer>جميع الحقوق محفوظة</footer></body></html>"
    )


def warc_record(address: str, block: bytes, kind: str = "response", fields: str = "") -> bytes:
    """A record of a WARC file."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2023-12-15T08:00:00Z\r\n"
        f"{fields}Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes, *, status: str = "200 OK", media: str = "text/html; charset=utf-8", headers: str = "") -> bytes:
    """An answer of a server."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{headers}\r\n".encode() + body


def warc(count: int = 2, *, packed: bool = False) -> bytes:
    """A WARC file of so many pages."""
    parts = [
        warc_record(f"https://example.org/{n}", answer(page(headline=f"{HEADLINE} {n}").encode()))
        for n in range(1, count + 1)
    ]
    return b"".join(gzip.compress(part, mtime=0) if packed else part for part in parts)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def pdf(lines: list[str], *, loops: bool = False, pages: int = 1) -> bytes:
    """A PDF with these lines on each page; glyphs are stored in the order of the characters given."""
    letters = sorted({c for line in lines for c in line})
    glyphs = {c: n for n, c in enumerate(letters, start=1)}
    pairs = "".join(f"<{n:04X}> <{c.encode('utf-16-be').hex()}>\n" for c, n in glyphs.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(letters)} beginbfchar\n{pairs}"
        "endbfchar endcmap end end"
    )
    shown = "".join("<" + "".join(f"{glyphs[c]:04X}" for c in line) + "> Tj T*\n" for line in lines)
    content = f"BT /F1 12 Tf 50 800 Td 14 TL\n{shown}ET"
    kids = " ".join(["3 0 R"] * pages + (["2 0 R"] if loops else []))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H "
        "/DescendantFonts [6 0 R] /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) "
        "/Supplement 0 >> /DW 600 >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, written in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{written}\nendobj\n".encode()
    start = len(out)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()


def rss(items: str, title: str = "وكالة المثال") -> str:
    """An RSS feed."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>{title}</title><link>https://example.org</link>{items}</channel></rss>"
    )


def rss_item(link: str, text: str = "", day: str = "Thu, 14 Dec 2023 23:30:00 +0300") -> str:
    """An item of an RSS feed."""
    return (
        f"<item><title>{HEADLINE}</title><link>{link}</link><pubDate>{day}</pubDate>"
        f"<content:encoded><![CDATA[{text}]]></content:encoded></item>"
    )


def taken(
    folder: Path, name: str, data: bytes | str, about: About = NOTHING, options: Options | None = None
) -> list[Source | Refused]:
    """What comes of one file of these bytes."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(take([path], about, options))


def only(found: list[Source | Refused]) -> Source:
    """The one article there is."""
    assert len(found) == 1, found
    assert isinstance(found[0], Source), found[0]
    return found[0]


def refused(found: list[Source | Refused]) -> Refused:
    """The one refusal there is."""
    assert len(found) == 1, found
    assert isinstance(found[0], Refused), found[0]
    return found[0]


def sources(found: list[Source | Refused]) -> Iterator[Source]:
    """The articles alone."""
    return (item for item in found if isinstance(item, Source))


def refusals(found: list[Source | Refused]) -> list[tuple[str, str]]:
    """The refusals alone: the end of the address and the reason."""
    return [(item.address.partition("!")[2], item.reason) for item in found if isinstance(item, Refused)]
