"""Watched feeds: the list, rounds over what is due, what is remembered of each, and rests after failures."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from rasid.errors import InputError
from rasid.ingest.feeds import Feed, FeedState, entries, load_feeds, one_round
from rasid.ingest.fetch import FetchLimits
from rasid.model.source import Capture, Refused, Source
from tests.ingest.made import FIRST, HEADLINE, page, rss, rss_item
from tests.ingest.web import Web, said

FEED = Feed("المثال", "https://example.org/feed", outlet="وكالة الاختبار")
LIST = """
[[feed]]
name = "one"
url = "https://example.org/feed"
outlet = "المثال"
every = "2h"
domains = ["example.org", "cdn.example.net"]

[[feed]]
name = "two"
url = "https://example.org/sitemap.xml"
kind = "sitemap"
full = false
"""


def rounds(
    web: Web, feed: Feed, state: FeedState | None = None, known: Callable[[str], bool] = lambda _: False, **options: Any
) -> tuple[list[Source], list[Refused], FeedState | None]:
    """A round over one feed: its articles, its refusals and its new state."""
    with web.fetcher(**{"heed_robots": False, "limits": FetchLimits(tries=1), **options}) as fetcher:
        found = list(one_round([feed], {feed.name: state} if state else {}, fetcher, web.clock.now, known=known))
    states = [item for item in found if isinstance(item, FeedState)]
    assert not states or found[-1] is states[-1]
    articles = [item for item in found if isinstance(item, Source)]
    return articles, [item for item in found if isinstance(item, Refused)], states[-1] if states else None


def web_with(*items: str, **headers: Any) -> Web:
    web = Web()
    web.put("example.org", "/feed", said(rss("".join(items)), media="application/rss+xml", **headers))
    for number in range(1, 6):
        web.put("example.org", f"/{number}", said(page(headline=f"{HEADLINE} {number}")))
    return web


def test_a_watch_list_is_read(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(LIST, encoding="utf-8")
    one, two = load_feeds(path)
    assert (one.every, one.full, one.domains, one.outlet) == (7200, True, ("example.org", "cdn.example.net"), "المثال")
    assert (two.kind, two.full, two.every) == ("sitemap", True, 900)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "lists no feeds"),
        ("[[feed]]\nname='x'", "url"),
        ("[[feed]]\nname='x'\nurl='ftp://x'", "only http and https"),
        ("[[feed]]\nname='x'\nurl='https://x.org'\nevery='often'", "is no time"),
        ("[[feed]]\nname='x'\nurl='https://x.org'\nkind='page'", "is not feed or sitemap"),
        ("[[feed]]\nname='x'\nurl='https://x.org'\nfulll=true", "fulll"),
        (LIST.replace("two", "one"), "two feeds are called one"),
        ("[[feed", "Expected"),
    ],
)
def test_a_watch_list_with_a_fault_names_it(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=fault):
        load_feeds(path)


def test_a_round_fetches_the_pages_of_a_feed() -> None:
    web = web_with(rss_item("https://example.org/1"), rss_item("/2"), etag='"e1"', last_modified="x")
    articles, refused, state = rounds(web, FEED)
    assert [item.document.text.splitlines()[0] for item in articles] == [f"{HEADLINE} 1", f"{HEADLINE} 2"]
    assert {item.document.outlet for item in articles} == {"وكالة الاختبار"}
    assert {(item.document.published, item.published_basis) for item in articles} == {("2023-12-14", "feed")}
    assert [item.capture.address for item in articles] == ["https://example.org/1", "https://example.org/2"]
    assert {item.capture.via for item in articles} == {"feed"}
    assert refused == []
    assert state == FeedState(
        FEED.name,
        '"e1"',
        "x",
        "2024-01-01T00:00:00Z",
        "2024-01-01T00:00:00Z",
        "2024-01-01T00:00:00Z",
        0,
        "",
        "2024-01-01T00:15:00Z",
    )


def test_a_feed_is_asked_again_only_when_it_is_due() -> None:
    web = web_with(rss_item("https://example.org/1"))
    _, _, state = rounds(web, FEED)
    assert rounds(web, FEED, state) == ([], [], None)
    web.clock.at += 900
    assert rounds(web, FEED, state)[2] is not None


def test_a_feed_that_has_not_changed_and_pages_on_record_are_not_fetched() -> None:
    web = web_with(rss_item("https://example.org/1"), rss_item("https://example.org/2"))
    articles, _, _ = rounds(web, FEED, known=lambda url: url.endswith("/1"))
    assert [item.capture.address for item in articles] == ["https://example.org/2"]
    web.put("example.org", "/feed", said("", 304))
    articles, refused, state = rounds(web, FEED, FeedState(FEED.name, etag='"e1"', last_new="2023-01-01T00:00:00Z"))
    assert (articles, refused) == ([], [])
    assert state is not None
    assert (state.etag, state.last_new, state.last_ok) == ('"e1"', "2023-01-01T00:00:00Z", "2024-01-01T00:00:00Z")


def test_a_page_that_could_not_be_got_is_listed_again() -> None:
    web = web_with(rss_item("https://example.org/1"), rss_item("https://example.org/2"), etag='"e1"')
    web.put("example.org", "/2", said("", 503))
    articles, refused, state = rounds(web, FEED)
    assert (len(articles), len(refused)) == (1, 1)
    assert state is not None
    assert (state.etag, state.failures) == ("", 0)


def test_a_feed_that_fails_rests_twice_as_long_each_time() -> None:
    web = Web()
    web.put("example.org", "/feed", said("", 500))
    state: FeedState | None = None
    rests = []
    for _ in range(9):
        _, refused, state = rounds(web, FEED, state)
        assert len(refused) == 1
        assert state is not None
        begin = web.clock.now()
        until = begin.fromisoformat(state.next_at)
        rests.append(int((until - begin) / timedelta(seconds=1)))
        web.clock.at += rests[-1]
    assert state is not None
    assert rests[:4] == [1800, 3600, 7200, 14400]
    assert rests[-1] == 86_400
    assert (state.failures, state.last_ok) == (9, "")
    assert "500" in state.error


def test_a_feed_that_asks_to_be_left_alone_is() -> None:
    web = Web()
    web.put("example.org", "/feed", said("", 429, retry_after="50000"))
    _, _, state = rounds(web, FEED)
    assert state is not None
    assert state.next_at == "2024-01-01T13:53:20Z"


def test_what_is_no_feed_is_a_failure_that_keeps_the_bytes() -> None:
    web = Web()
    web.put("example.org", "/feed", said("<html><p>نص</p></html>"))
    _, refused, state = rounds(web, FEED)
    assert refused[0].capture is not None
    assert state is not None
    assert state.failures == 1


def test_pages_of_other_sites_are_not_fetched() -> None:
    web = web_with(
        rss_item("https://evil.example/1"), rss_item("https://notexample.org/1"), rss_item("https://sub.example.org/1")
    )
    web.put("sub.example.org", "/1", said(page()))
    articles, refused, _ = rounds(web, FEED)
    assert [item.capture.address for item in articles] == ["https://sub.example.org/1"]
    assert all("another site" in item.reason for item in refused)
    assert len(refused) == 2


def test_a_feed_that_leads_inside_is_refused() -> None:
    web = Web()
    web.put("example.org", "/feed", said("", 302, location="http://169.254.169.254/"))
    _, refused, state = rounds(web, Feed("x", "http://example.org/feed"))
    assert "is refused" in refused[0].reason
    assert state is not None
    assert "is refused" in state.error


def test_texts_in_the_feed_itself_need_no_page() -> None:
    web = web_with(rss_item("https://example.org/1", f"<p>{FIRST}</p>"), rss_item("https://example.org/2"))
    articles, refused, _ = rounds(web, Feed("x", "https://example.org/feed", full=False))
    assert [item.document.text for item in articles] == [f"{HEADLINE}\n{FIRST}"]
    assert articles[0].capture.address == "https://example.org/feed!https://example.org/1"
    assert articles[0].capture.data.startswith(b"<item>")
    assert len(refused) == 1
    assert web.paths() == ["/feed"]


def test_a_sitemap_of_sitemaps_is_followed_newest_first() -> None:
    web = web_with()
    index = "<sitemapindex><sitemap><loc>https://example.org/map</loc></sitemap></sitemapindex>"
    days = {1: "2023-12-01", 2: "2023-12-03", 3: "2023-12-02"}
    urls = "".join(
        f"<url><loc>https://example.org/{n}</loc><n:news><n:publication><n:name>x</n:name></n:publication>"
        f"<n:publication_date>{day}</n:publication_date><n:title>خبر</n:title></n:news></url>"
        for n, day in days.items()
    )
    web.put("example.org", "/index", said(index, media="text/xml"))
    packed = gzip.compress(f'<urlset xmlns:n="x">{urls}</urlset>'.encode())
    web.put("example.org", "/map", said(packed, media="application/x-gzip"))
    feed = Feed("x", "https://example.org/index", kind="sitemap", newest=2)
    articles, _, state = rounds(web, feed)
    assert [(item.capture.address[-1], item.document.published) for item in articles] == [
        ("2", "2023-12-03"),
        ("3", "2023-12-02"),
    ]
    assert state is not None
    assert state.etag == ""


def test_a_sitemap_that_names_itself_ends() -> None:
    web = Web()
    web.put(
        "example.org",
        "/map",
        said("<sitemapindex><sitemap><loc>https://example.org/map</loc></sitemap></sitemapindex>"),
    )
    articles, _, state = rounds(web, Feed("x", "https://example.org/map", kind="sitemap"))
    assert articles == []
    assert state is not None
    assert len(web.requests) < 60


def test_entries_tell_title_day_and_address() -> None:
    capture = Capture("https://example.org/feed", rss(rss_item("HTTPS://EXAMPLE.org:443/1#part")).encode())
    (entry,) = entries(capture)
    assert (entry.told.url, entry.told.title, entry.told.published) == ("https://example.org/1", HEADLINE, "2023-12-14")
