"""A web page as an article: its text without menus, and what its head tells of title, day, author and outlet."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from rasid.errors import InputError
from rasid.ingest.compose import Told, letters, tidy, tidy_name
from rasid.ingest.dates import day_in_url, day_of
from rasid.ingest.extra import BREAKS, wanted
from rasid.model import Problem
from rasid.text.decode import LARGEST, decode

DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|encoding=["']([\w.:-]{2,40})["']""", re.IGNORECASE
)
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
INNER_DTD = re.compile(r"\s*<!doctype[^>\[]{0,500}\[[^\]]*\]\s*>", re.IGNORECASE)
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+?)\s*-->")
LOST = 0.02  # share of broken characters from which a declared encoding is not believed
SHORT = 200  # letters below which the quick reading of a page is not trusted
LEAST = 60  # letters that the part of a page taken for its article has; many reports are short
DEEP = 250_000  # elements above which a page is no article
TITLE_STEP = re.compile(r"\s+[|\u2013\u2014\u00bb:-]+\s+")

DAY_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "publishdate",
    "publish_date",
    "publish-date",
    "pubdate",
    "published_at",
    "publication_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "date",
)
TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline")
AUTHOR_NAMES = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
OUTLET_NAMES = ("og:site_name", "application-name", "dc.publisher", "publisher", "twitter:site")
ARTICLES = {
    "newsarticle",
    "article",
    "reportagenewsarticle",
    "analysisnewsarticle",
    "backgroundnewsarticle",
    "opinionnewsarticle",
    "blogposting",
    "liveblogposting",
    "socialmediaposting",
    "report",
    "webpage",
}
BLOCKS = {
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
}
UNSEEN = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "svg",
    "math",
    "iframe",
    "object",
    "button",
    "select",
    "textarea",
}
AROUND = {"nav", "header", "footer", "aside", "form", "menu"}


def read_page(data: bytes, *, charset: str = "", address: str = "", name: str = "page") -> tuple[Told, list[Problem]]:
    """What a page tells. `address` is where it was got from, where that is known.

    Raises InputError for a page with no text, or one that is no article by its size.
    """
    if len(data) > LARGEST:
        raise InputError(f"is a page of {len(data) / 1_000_000:.0f} MB, no single article")
    markup, problems = decode_page(data, charset, name)
    saved = SAVED_FROM.search(markup[:4000])
    address = address or (saved[1] if saved else "")
    tree = parsed(markup)
    if tree is None or sum(1 for _ in tree.iter()) > DEEP:
        raise InputError("is no page that can be read" if tree is None else "is a page of too many elements")
    metas = meta_values(tree)
    linked = list(linked_articles(tree))
    url = address_of(tree, metas, address)
    outlet = first(metas, OUTLET_NAMES).lstrip("@") or publisher(linked)
    day, basis = day_and_basis(tree, metas, linked, url)
    title = title_of(tree, metas, linked, outlet)
    text = main_text(markup, tree)
    if not any(c.isalpha() for c in text):
        raise InputError("is a page with no text in it")
    told = Told(
        text=text,
        title=title,
        published=day,
        basis=basis,
        author=author_of(metas, linked),
        outlet=outlet or host(url).removeprefix("www."),
        url=url,
    )
    return told, problems


@dataclass(frozen=True, slots=True)
class Page:
    """What a page tells, and what was odd about its bytes."""

    told: Told
    problems: tuple[str, ...] = ()


def job(data: bytes, options: dict[str, str]) -> Page:
    """The work of the process that takes pages apart; with `fragment` only the text of a piece of markup."""
    if options.get("fragment"):
        return Page(Told(fragment_text(data.decode("utf-8", "replace"))))
    told, problems = read_page(data, charset=options.get("charset", ""), address=options.get("address", ""))
    return Page(told, tuple(problem.what for problem in problems))


def decode_page(data: bytes, charset: str, name: str) -> tuple[str, list[Problem]]:
    """The characters of a page: by its mark, by what the server or the page declares, else by what they look like."""
    declared = DECLARED.search(data[:4096])
    said = [charset] if charset else []
    if declared:
        said.append((declared[1] or declared[2]).decode("ascii", "replace"))
    for mark, encoding in MARKS:
        if data.startswith(mark):
            said = [encoding]
            data = data[len(mark) :]
    for encoding in said:
        try:
            known = codecs.lookup(encoding).name
            text = data.decode("windows-1252" if known in ("iso8859-1", "ascii") else known, "replace")
        except (LookupError, ValueError, TypeError):
            continue
        if text.count("\ufffd") <= LOST * len(text) and known not in ("iso8859-1", "ascii", "cp1252"):
            return text, []
    text, problems = decode(data, name)
    return text, problems


def bare_markup(markup: str) -> str:
    """Markup without a declaration of XML, and without entities that its document type declares."""
    rest = XML_HEAD.sub("", markup.replace("\x00", ""), count=1)
    inner = INNER_DTD.match(rest)
    return rest[inner.end() :] if inner else rest


def parsed(markup: str) -> Any:
    """The tree of a page; document types and comments are left out, nothing is expanded or loaded. None for none."""
    with wanted("lxml", "a web page"):
        from lxml import etree, html
    bare = bare_markup(markup)
    if not bare.strip():
        return None
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return html.document_fromstring(bare, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def meta_values(tree: Any) -> dict[str, str]:
    """What the meta elements say, by their names in lower letters; the first of a name counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for key in ("property", "name", "itemprop"):
            named = (meta.get(key) or "").strip().lower()
            if named and content:
                found.setdefault(named, content)
    return found


def first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    """The first of some metas that says something."""
    return next((metas[name] for name in names if metas.get(name)), "")


def linked_articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The articles that linked data (JSON-LD) in a page describe, news before others."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text and len(script.text) < LARGEST // 10:
            try:
                found.extend(objects(json.loads(script.text, strict=False), 0))
            except (ValueError, RecursionError):
                continue
    yield from sorted((o for o in found if kinds(o) & ARTICLES), key=lambda o: kinds(o) <= {"webpage"})


def objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects in linked data, to a small depth."""
    if depth > 4:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from objects(value.get(key), depth + 1)
    elif isinstance(value, list):
        for item in value[:200]:
            yield from objects(item, depth + 1)


def kinds(item: dict[str, Any]) -> set[str]:
    """The types of an object in lower letters."""
    said = item.get("@type")
    return {str(kind).lower() for kind in (said if isinstance(said, list) else [said])}


def publisher(linked: list[dict[str, Any]]) -> str:
    """The name of the publisher that linked data give."""
    return next((name for item in linked if (name := name_in(item.get("publisher")))), "")


def author_of(metas: dict[str, str], linked: list[dict[str, Any]]) -> str:
    """Who signs a page, as linked data or its metas say."""
    said = next((name for item in linked if (name := name_in(item.get("author")))), "") or first(metas, AUTHOR_NAMES)
    return "" if said.startswith(("http:", "https:")) else said


def name_in(value: Any) -> str:
    """The name of a person or body in linked data."""
    if isinstance(value, list):
        return ", ".join(name for item in value[:10] if (name := name_in(item)))
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() if isinstance(value, str) else ""


def day_and_basis(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]], url: str) -> tuple[str, str]:
    """The day of publication with "meta" (head, linked data or a time element), "url" or "text"; ("", "") for none."""
    said = [str(item["datePublished"]) for item in linked if isinstance(item.get("datePublished"), str)]
    said += [metas[name] for name in DAY_NAMES if name in metas]
    times = list(tree.iter("time"))
    times.sort(key=lambda t: not (t.get("pubdate") is not None or "publish" in (t.get("itemprop") or "").lower()))
    said += [t.get("datetime") for t in times[:1] if t.get("datetime")]
    for words in said:
        day = day_of(words)
        if day:
            return day, "meta"
    day = day_in_url(url)
    if day:
        return day, "url"
    day = day_in_text(tree)
    return (day, "text") if day else ("", "")


def day_in_text(tree: Any) -> str:
    """The day that a page shows in figures where pages show their day; "" for none."""
    with wanted("htmldate", "a web page"):
        from htmldate import find_date
    try:
        return (
            find_date(tree, original_date=True, extensive_search=False, min_date="1995-01-01", max_date="2100-01-01")
            or ""
        )
    except BREAKS:
        return ""


def title_of(tree: Any, metas: dict[str, str], linked: list[dict[str, Any]], outlet: str) -> str:
    """The headline as linked data, metas, headings or the title of the page give it, without the outlet."""
    heads = [tidy_name(head.text_content()) for head in tree.iter("h1", "h2")]
    page = next((tidy_name(t.text_content()) for t in tree.iter("title")), "")
    said = next((i["headline"] for i in linked if isinstance(i.get("headline"), str) and i["headline"].strip()), "")
    title = tidy_name(said or first(metas, TITLE_NAMES)) or page
    if not title:
        return next((tidy_name(head.text_content()) for head in tree.iter("h1")), "")
    for head in heads:
        if letters(head) and letters(title).startswith(letters(head)) and len(head) > len(title) / 3:
            return head
    return without_outlet(title, outlet)


def without_outlet(title: str, outlet: str) -> str:
    """A title without the name of the outlet before or behind a mark."""
    parts = TITLE_STEP.split(title)
    bare = letters(outlet)
    if len(parts) > 1 and bare:
        if letters(parts[-1]) == bare:
            return title[: title.rindex(parts[-1])].rstrip(" |\u2013\u2014\u00bb:-")
        if letters(parts[0]) == bare:
            return title[len(parts[0]) :].lstrip(" |\u2013\u2014\u00bb:-")
    return title


def address_of(tree: Any, metas: dict[str, str], address: str) -> str:
    """The lasting address of a page: what it calls its own, as long as that lies with the host that it came from."""
    base = address if urlsplit_safely(address) else ""
    links = [
        link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    for said in (*links, metas.get("og:url", "")):
        try:
            whole = urljoin(base, said.strip()) if said.strip() else ""
        except ValueError:
            continue
        if urlsplit_safely(whole) and (not base or same_host(whole, base)) and not (base and is_front(whole, base)):
            return without_fragment(whole)
    return without_fragment(base)


def urlsplit_safely(url: str) -> bool:
    """Whether this is an address of the web."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


def host(url: str) -> str:
    """The host of an address, "" for none."""
    return (urlsplit(url).hostname or "") if urlsplit_safely(url) else ""


def same_host(one: str, other: str) -> bool:
    """Whether two addresses lie with one host, with or without "www", "m" or "amp" in front."""
    return bare_host(one) == bare_host(other)


def bare_host(url: str) -> str:
    """A host without what only names its edition for telephones."""
    name = host(url)
    for front in ("www.", "m.", "amp.", "mobile."):
        name = name.removeprefix(front)
    return name


def is_front(url: str, address: str) -> bool:
    """Whether a page deeper down calls the front page its own address, as careless sites do."""
    return urlsplit(url).path in ("", "/") and urlsplit(address).path not in ("", "/")


def without_fragment(url: str) -> str:
    """An address without what stands behind its #."""
    return url.partition("#")[0]


def main_text(markup: str, tree: Any) -> str:
    """The text of the article in a page, a paragraph a line."""
    with wanted("trafilatura", "a web page"):
        from lxml import etree
        from trafilatura import bare_extraction
        from trafilatura.settings import use_config
    broken: tuple[type[Exception], ...] = (*BREAKS, etree.LxmlError)
    text = ""
    bare = bare_markup(markup)
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(LEAST))
    for quick in (True, False):
        try:
            found = bare_extraction(bare, fast=quick, include_comments=False, include_tables=False, config=config)
        except broken:
            continue
        said = tidy(getattr(found, "text", None) or "")
        if len(said) > len(text):
            text = said
        if len(text) >= SHORT or len(bare) > LARGEST // 5:
            break
    whole = "" if len(text) >= LEAST else flat(tree, AROUND)
    return whole if len(text) < len(whole) < 5 * SHORT else text


def fragment_text(markup: str) -> str:
    """All text of a piece of markup, such as the body of a mail or of an entry of a feed, a paragraph a line."""
    tree = parsed(markup) if markup.strip() else None
    return "" if tree is None else flat(tree, set())


def flat(tree: Any, left_out: set[str]) -> str:
    """The text of a tree in order, with a line for each block; scripts and some other elements are left out."""
    parts: list[str] = []
    hidden = 0
    with wanted("lxml", "a web page"):
        from lxml import etree
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else "script"
        out = tag in UNSEEN or tag in left_out
        if event == "start":
            hidden += out
            if not hidden:
                parts.append("\n" if tag in BLOCKS else "")
                parts.append((element.text or "").replace("\n", " "))
        else:
            hidden -= out
            if not hidden:
                parts.append("\n" if tag in BLOCKS else "")
                parts.append((element.tail or "").replace("\n", " "))
    return tidy("".join(parts))
