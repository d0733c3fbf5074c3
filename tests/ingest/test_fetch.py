"""The fetcher asks the public web alone (S16 to S23), keeps to limits, pace and robots.txt, and says why it stops."""

from __future__ import annotations

import gzip
import http.server
import threading
from collections.abc import Iterator

import pytest

from rasid.ingest.fetch import AGENT, Fetcher, FetchLimits
from rasid.ingest.robots import read_rules
from rasid.model.source import Capture, Refused
from tests.ingest.web import Web, said

PAGE = "<p>نص</p>"


def got(found: Capture | Refused) -> Capture:
    assert isinstance(found, Capture), found
    return found


def why(found: Capture | Refused) -> str:
    assert isinstance(found, Refused), found
    return found.reason


def test_a_page_comes_with_the_record_of_its_retrieval() -> None:
    web = Web()
    web.put("example.org", "/a?b=1", said(PAGE, etag='"x1"'))
    found = got(web.fetcher().fetch("https://Example.org/a?b=1#part"))
    assert (found.data, found.status, found.media_type) == (PAGE.encode(), 200, "text/html")
    assert (found.address, found.via, found.retrieved) == ("https://example.org/a?b=1", "http", "2024-01-01T00:00:00Z")
    assert ("etag", '"x1"') in found.headers
    assert web.encrypted == ["example.org"] * len(web.encrypted)
    assert f"User-Agent: {AGENT}".encode() in web.requests[-1][1]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://x",
        "javascript:alert(1)",
        "data:text/html,x",
        "",
        "http://",
        "http:///x",
        "https://exa mple.org/",
        "http://[::1",
        "http://example.org:99999/",
        "http://a\\b/",
    ],
)
def test_s16_only_http_and_https(url: str) -> None:
    web = Web()
    assert why(web.fetcher().fetch(url))
    assert web.connected == []


INNER = [
    "127.0.0.1",
    "127.8.9.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "100.100.100.200",
    "169.254.169.254",
    "0.0.0.0",  # noqa: S104
    "255.255.255.255",
    "224.0.0.1",
    "192.0.0.192",
    "198.18.0.1",
    "168.63.129.16",
    "240.0.0.1",
    "::1",
    "::",
    "fe80::1",
    "fc00::1",
    "fd00:ec2::254",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "::7f00:1",
    "ff02::1",
    "fec0::1",
    "2001:db8::1",
    "fe80::1%eth0",
]


@pytest.mark.parametrize("address", INNER)
def test_s17_s18_a_name_that_leads_inside_is_refused_before_connecting(address: str) -> None:
    web = Web({"inner.example": [address]})
    assert "is refused" in why(web.fetcher().fetch("http://inner.example/"))
    assert web.connected == []


@pytest.mark.parametrize("address", INNER[:-1])
def test_s18_an_address_that_leads_inside_is_refused(address: str) -> None:
    web = Web({address: [address]})
    host = f"[{address}]" if ":" in address else address
    assert "is refused" in why(web.fetcher().fetch(f"http://{host}/"))
    assert web.connected == []


@pytest.mark.parametrize(
    "host",
    [
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "127.0.1",
        "017700000001",
        "0",
        "0x0",
        "127.0.0.01",
        "١٢٧.٠.٠.١",
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "metadata.google.internal",
        "printer.local",
    ],
)
def test_s18_odd_notations_and_inner_names_are_refused(host: str) -> None:
    web = Web()
    for name in (host, host.lower(), host.lower().rstrip(".")):
        web.hosts[name] = [["127.0.0.1"]]
    assert why(web.fetcher().fetch(f"http://{host}/"))
    assert web.connected == []


def test_one_inner_address_among_public_ones_is_enough_to_refuse() -> None:
    web = Web({"mixed.example": ["93.184.216.34", "10.0.0.1"]})
    assert "is refused" in why(web.fetcher().fetch("http://mixed.example/"))
    assert web.connected == []


def test_s19_a_name_that_changes_its_answer_gains_nothing() -> None:
    web = Web()
    web.put("rebind.example", "/", said(PAGE))
    web.hosts["rebind.example"] = [["93.184.216.34"], ["127.0.0.1"]]
    fetcher = web.fetcher(heed_robots=False)
    got(fetcher.fetch("http://rebind.example/"))
    assert web.connected == ["93.184.216.34"]
    fetcher.close()
    assert "is refused" in why(fetcher.fetch("http://rebind.example/"))
    assert web.connected == ["93.184.216.34"]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://inner.example/",
        "//localhost/",
        "http://[::ffff:10.0.0.1]/",
        "file:///etc/passwd",
        "http://2130706433/",
    ],
)
def test_a_page_that_leads_inside_is_not_followed(target: str) -> None:
    web = Web({"inner.example": ["10.0.0.7"]})
    web.put("example.org", "/", said("", 302, location=target))
    reason = why(web.fetcher().fetch("http://example.org/"))
    assert "is refused" in reason or "no address" in reason
    assert set(web.connected) == {"93.184.216.34"}


def test_s20_no_step_from_https_to_http() -> None:
    web = Web()
    web.put("example.org", "/", said("", 301, location="http://example.org/b"))
    assert "from https to http" in why(web.fetcher().fetch("https://example.org/"))


def test_a_redirection_is_followed_and_its_end_noted() -> None:
    web = Web()
    web.put("example.org", "/", said("", 301, location="https://www.example.org/b"))
    web.put("www.example.org", "/b", said(PAGE, x_final_url="https://other.example/"))
    found = got(web.fetcher().fetch("http://example.org/"))
    assert found.address == "http://example.org/"
    assert [value for name, value in found.headers if name == "x-final-url"] == ["https://www.example.org/b"]


def test_s21_endless_redirections_end() -> None:
    web = Web()
    web.put("example.org", "/", said("", 302, location="/"))
    assert "more than 5 times" in why(web.fetcher().fetch("http://example.org/"))


def endless(counter: list[int]) -> Iterator[bytes]:
    yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    while True:
        counter[0] += 65_536
        yield b"a" * 65_536


def test_s21_a_stream_without_length_is_cut_at_the_limit() -> None:
    web, counter = Web(), [0]
    web.put("example.org", "/", endless(counter))
    assert "is larger than 20 MB" in why(web.fetcher(heed_robots=False).fetch("http://example.org/"))
    assert counter[0] < 21_000_000


def test_s21_a_stated_length_over_the_limit_is_not_read() -> None:
    web = Web()
    web.put("example.org", "/", said(PAGE, content_length="3000000000"))
    assert "is larger than" in why(web.fetcher().fetch("http://example.org/"))


def test_s21_a_page_that_drips_ends_with_its_time() -> None:
    web = Web()

    def drip() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        while True:
            web.clock.at += 5
            yield b"X: y\r\n"

    web.put("example.org", "/", drip())
    fetcher = web.fetcher(heed_robots=False, limits=FetchLimits(tries=1))
    assert "takes too long" in why(fetcher.fetch("http://example.org/"))
    assert web.clock.at < 70


def test_s21_packed_pages_unpack_to_so_much_and_no_more() -> None:
    web = Web()
    web.put("example.org", "/", said(gzip.compress(b"a" * 50_000_000), content_encoding="gzip"))
    web.put("example.org", "/ok", said(gzip.compress(PAGE.encode()), content_encoding="gzip"))
    assert "unpacks to more than" in why(web.fetcher().fetch("http://example.org/"))
    assert got(web.fetcher().fetch("http://example.org/ok")).data == PAGE.encode()


def test_s23_names_and_passwords_go_to_their_host_and_are_not_told() -> None:
    web = Web()
    web.put("example.org", "/", said("", 302, location="https://other.example/x"))
    web.put("other.example", "/x", said("", 500))
    found = web.fetcher(limits=FetchLimits(tries=1)).fetch("https://me:secret@example.org/")
    assert "secret" not in repr(found)
    sent = [b"Authorization: Basic" in request for _, request in web.requests if b" /robots.txt " not in request]
    assert sent == [True, False]
    assert "secret" not in repr(web.fetcher().fetch("ftp://me:secret@example.org/"))


def test_a_page_that_has_not_changed_costs_nothing() -> None:
    web = Web()
    web.put("example.org", "/", said("", 304))
    found = got(web.fetcher().fetch("http://example.org/", etag='"x1"', modified="Thu, 14 Dec 2023 10:00:00 GMT"))
    assert (found.status, found.data) == (304, b"")
    assert b'If-None-Match: "x1"' in web.requests[-1][1]
    assert b"If-Modified-Since: Thu, 14 Dec 2023 10:00:00 GMT" in web.requests[-1][1]


def test_odd_marks_of_earlier_captures_are_sent_back_as_they_came() -> None:
    web = Web()
    web.put("example.org", "/", said("", 304))
    assert got(web.fetcher().fetch("http://example.org/", etag='"\xe9"', modified="\u0623")).status == 304
    assert b'If-None-Match: "\xe9"' in web.requests[-1][1]


def test_robots_are_asked_once_and_heeded() -> None:
    web = Web()
    web.put("example.org", "/robots.txt", said("User-agent: *\nDisallow: /private\nCrawl-delay: 7", media="text/plain"))
    web.put("example.org", "/private/a", said(PAGE))
    web.put("example.org", "/b", said(PAGE))
    fetcher = web.fetcher()
    assert "robots" in why(fetcher.fetch("http://example.org/private/a"))
    got(fetcher.fetch("http://example.org/b"))
    got(fetcher.fetch("http://example.org/b"))
    assert web.paths() == ["/robots.txt", "/b", "/b"]
    assert web.clock.waits == [7.0]


def test_a_site_whose_robots_cannot_be_read_is_left_alone_for_now() -> None:
    web = Web()
    web.put("example.org", "/robots.txt", said("", 503))
    web.put("example.org", "/b", said(PAGE))
    assert "robots.txt that cannot be read" in why(web.fetcher().fetch("http://example.org/b"))
    assert "/b" not in web.paths()
    assert got(web.fetcher(heed_robots=False).fetch("http://example.org/b")).status == 200


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow:", "/x", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Rasid\nAllow: /", "/x", True),
        ("User-agent: a\nUser-agent: rasid\nDisallow: /x\nAllow: /x/y", "/x/y/z", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a/b.pdfx", True),
        ("User-agent: *\nDisallow: /a*b*c", "/axxbxxc", False),
        ("User-agent: *\nDisallow: /خبر", "/%D8%AE%D8%A8%D8%B1/1", False),
        ("User-agent: *\nDisallow: /?s=", "/?s=x", False),
        ("", "/x", True),
    ],
)
def test_rules_for_robots(rules: str, path: str, allowed: bool) -> None:
    assert read_rules(rules, "rasid").allow(f"https://example.org{path}") is allowed


def test_the_pace_is_kept_for_each_host() -> None:
    web = Web()
    for host in ("a.example", "b.example"):
        web.put(host, "/", said(PAGE))
    fetcher = web.fetcher(pace=2.0, heed_robots=False)
    for host in ("a.example", "b.example", "a.example"):
        got(fetcher.fetch(f"http://{host}/"))
    assert web.clock.waits == [2.0]


def test_a_site_in_trouble_is_asked_again_after_the_time_that_it_asks_for() -> None:
    web = Web()
    web.put("example.org", "/", said("", 503, retry_after="30"), said(PAGE))
    assert got(web.fetcher(heed_robots=False).fetch("http://example.org/")).status == 200
    assert web.clock.waits == [30.0]


def test_a_site_that_asks_for_an_hour_is_left_alone_for_an_hour() -> None:
    web = Web()
    web.put("example.org", "/", said("", 429, retry_after="Mon, 01 Jan 2024 01:00:00 GMT"), said(PAGE))
    fetcher = web.fetcher(heed_robots=False)
    found = fetcher.fetch("http://example.org/")
    assert "answered 429" in why(found)
    assert isinstance(found, Refused)
    assert found.capture is not None
    assert found.capture.status == 429
    assert "again in 3600 seconds" in why(fetcher.fetch("http://example.org/other"))
    assert len(web.requests) == 1
    web.clock.at += 3600
    assert got(fetcher.fetch("http://example.org/")).status == 200


def test_what_is_gone_is_refused_with_what_the_site_said() -> None:
    web = Web()
    web.put("example.org", "/", said("لا توجد", 404))
    found = web.fetcher().fetch("http://example.org/")
    assert "answered 404" in why(found)
    assert isinstance(found, Refused)
    assert found.capture is not None
    assert found.capture.data == "لا توجد".encode()


def test_a_host_that_is_not_there_is_tried_and_given_up() -> None:
    web = Web()
    assert "cannot be reached" in why(web.fetcher(heed_robots=False).fetch("http://nowhere.example/"))
    assert web.connected == []


def test_a_page_that_breaks_off_is_refused() -> None:
    web = Web()
    web.put("example.org", "/", said(PAGE, content_length="500"))
    assert "breaks off" in why(web.fetcher(heed_robots=False).fetch("http://example.org/"))


def test_pictures_are_not_fetched() -> None:
    web = Web()
    web.put("example.org", "/a.jpg", said(b"x", media="image/jpeg"))
    assert "no article" in why(web.fetcher().fetch("http://example.org/a.jpg"))


def test_a_proxy_is_asked_in_place_of_the_site() -> None:
    web = Web({"proxy.example": ["10.0.0.5"]})
    web.put("example.org", "http://example.org/a", said(PAGE))
    fetcher = web.fetcher(proxy="http://proxy.example:3128", heed_robots=False)
    assert got(fetcher.fetch("http://example.org/a")).status == 200
    assert web.connected == ["10.0.0.5"]
    assert "is refused" in why(fetcher.fetch("http://127.0.0.1/"))


def test_a_server_of_this_machine_answers_only_where_its_network_is_allowed() -> None:
    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/a" else 404)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(PAGE.encode())

        def log_message(self, *_: object) -> None:
            return

    server = http.server.HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}/a"
    try:
        with Fetcher(pace=0.0) as fetcher:
            assert "is refused" in why(fetcher.fetch(url))
        with Fetcher(pace=0.0, allowed=["127.0.0.0/8"]) as fetcher:
            assert got(fetcher.fetch(url)).data == PAGE.encode()
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
