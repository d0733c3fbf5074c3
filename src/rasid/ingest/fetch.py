"""Fetches pages without being led astray: only the public web, only so much, at the pace and by the leave of its sites.

The address of a host is checked at the moment of connecting, and it is that address which is connected to; so a name
that answers differently the second time gains nothing. Each step of a redirection is checked in the same way.
"""

from __future__ import annotations

import base64
import ipaddress
import re
import socket
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.util import find_spec
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from rasid.errors import InputError
from rasid.ingest.addresses import Network, check_address, check_host, parted
from rasid.ingest.clock import Clock, SystemClock
from rasid.ingest.extra import wanted
from rasid.ingest.robots import LARGEST as LARGEST_RULES
from rasid.ingest.robots import Rules, read_rules
from rasid.ingest.unpack import READABLE, Unpacker
from rasid.ingest.warc import header
from rasid.model.source import Capture, Refused
from rasid.version import VERSION

Resolve = Callable[[str, int], Sequence[str]]
Connect = Callable[[str, int, float], Any]
Headers = tuple[tuple[str, str], ...]

ROBOT = "rasid"
AGENT = f"Rasid/{VERSION} (archives and reads news reports; keeps to robots.txt)"
MEDIA = "text/html,application/xhtml+xml,application/xml;q=0.9,application/pdf;q=0.8,*/*;q=0.5"
FINAL = "x-final-url"
MOVED = (301, 302, 303, 307, 308)
PASSING = (429, 500, 502, 503, 504)
UNREAD = ("image/", "video/", "audio/", "font/")
RULES_LAST = 3_600.0
ADDRESSES = 4
SECRET = re.compile(r"//[^/?#]*@")


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """What is too much: bytes of a page, its ratio unpacked to packed, seconds for all of it, steps of a redirection.

    `connect` and `read` are the seconds to wait for a sign of life, `patience` those to wait when a site asks for it,
    `tries` how often a page is asked for while its site is in trouble.
    """

    size: int = 20_000_000
    ratio: int = 200
    seconds: float = 60.0
    redirects: int = 5
    connect: float = 10.0
    read: float = 20.0
    patience: float = 60.0
    tries: int = 3


class PassingError(InputError):
    """A fault that may be gone in a while; `wait` are the seconds that the site asks for, where it does."""

    def __init__(self, reason: str, wait: float | None = None, capture: Capture | None = None) -> None:
        super().__init__(reason)
        self.wait = wait
        self.capture = capture


class UnansweredError(InputError):
    """A page that its site does not have or does not give; `capture` is what it said."""

    def __init__(self, reason: str, capture: Capture) -> None:
        super().__init__(reason)
        self.capture = capture


def resolved(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as this machine finds them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def connected(address: str, port: int, seconds: float) -> Any:
    """A connection to an IP address."""
    with wanted("httpx2", "the web"):
        import httpcore2
    return httpcore2.SyncBackend().connect_tcp(address, port, seconds)


class Fetcher:
    """Gets pages one at a time and remembers how each site wants to be treated.

    `allowed` are networks beside the public one that may be asked, such as `127.0.0.0/8` in a test. `proxy` is the
    address of a proxy that is asked in place of the sites (`http://…` or `socks5h://…`); it then resolves the names,
    and has to keep inner networks closed itself. `resolve`, `connect` and `clock` are there for tests.
    """

    def __init__(
        self,
        *,
        limits: FetchLimits | None = None,
        pace: float = 2.0,
        heed_robots: bool = True,
        agent: str = AGENT,
        proxy: str = "",
        allowed: Iterable[str] = (),
        clock: Clock | None = None,
        resolve: Resolve = resolved,
        connect: Connect = connected,
    ) -> None:
        self.limits = limits or FetchLimits()
        self.clock = clock or SystemClock()
        self._pace = pace
        self._heeds = heed_robots
        self._agent = agent
        self._allowed: tuple[Network, ...] = tuple(ipaddress.ip_network(network) for network in allowed)
        self._line = Line(self.clock, resolve, connect, self._allowed, checks=not proxy, limits=self.limits)
        self._proxy = proxy
        self._pool: Any = None
        self._free_at: dict[str, float] = {}
        self._rules: dict[str, tuple[float, Rules]] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close what is connected."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def fetch(self, url: str, *, etag: str = "", modified: str = "", via: str = "http") -> Capture | Refused:
        """The page at an address, or why there is none.

        With the `etag` or `modified` of an earlier capture a page that has not changed is a capture with status 304 and
        no bytes. A refusal holds what the site answered, where it answered. Names and passwords in an address are sent
        to its own host and nowhere else, and appear in nothing that comes out.
        """
        shown = SECRET.sub("//", url)
        asked: list[tuple[str, str]] = []
        if etag:
            asked.append(("If-None-Match", etag))
        if modified:
            asked.append(("If-Modified-Since", modified))
        try:
            target, credentials = parted(url)
            return self._tried(target, credentials, tuple(asked), via)
        except (PassingError, UnansweredError) as error:
            return Refused(shown, str(error), error.capture)
        except InputError as error:
            return Refused(shown, str(error))

    def _tried(self, url: str, credentials: str, asked: Headers, via: str) -> Capture:
        """A page, asked for again after a while where its site is in trouble."""
        for number in range(1, self.limits.tries + 1):
            try:
                return self._followed(url, credentials, asked, via)
            except PassingError as error:
                wait = error.wait if error.wait is not None else self._pace * 2.0**number
                self._hold(url, wait)
                if number == self.limits.tries or wait > self.limits.patience:
                    raise
        raise InputError("was not asked for")

    def _followed(self, url: str, credentials: str, asked: Headers, via: str) -> Capture:
        """A page at the end of however many steps."""
        self._line.deadline = self.clock.seconds() + self.limits.seconds
        here = url
        for _ in range(self.limits.redirects + 1):
            if self._heeds and not self._rules_of(here).allow(here):
                raise InputError("is refused: its site asks robots to leave it alone (robots.txt)")
            self._paced(here)
            own = credentials if origin(here) == origin(url) else ""
            capture = self._asked(here, url, own, asked, via)
            if capture.status not in MOVED or not header(capture.headers, "location"):
                return judged(capture, self.clock.now())
            here = next_step(here, header(capture.headers, "location"))
        raise InputError(f"leads on more than {self.limits.redirects} times")

    def _asked(self, url: str, first: str, credentials: str, asked: Headers, via: str, most: int = 0) -> Capture:
        """What the host of one address answers."""
        with wanted("httpx2", "the web"):
            import httpcore2
            import httpx2
        try:
            whole = httpx2.URL(url)
        except httpx2.InvalidURL as error:
            raise InputError("is no address of the web") from error
        check_host(whole.raw_host.decode("ascii"), self._allowed)
        target = httpcore2.URL(scheme=whole.raw_scheme, host=whole.raw_host, port=whole.port, target=whole.raw_path)
        headers = [("User-Agent", self._agent), ("Accept", MEDIA), ("Accept-Encoding", READABLE), *asked]
        if credentials:
            headers.append(("Authorization", "Basic " + base64.b64encode(unquote(credentials).encode()).decode()))
        sent = [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in headers]
        waits = {"connect": self.limits.connect, "read": self.limits.read, "write": self.limits.read, "pool": 5.0}
        try:
            with self._connections().stream("GET", target, headers=sent, extensions={"timeout": waits}) as answer:
                said = tuple((n.decode("latin-1").lower(), v.decode("latin-1")) for n, v in answer.headers)
                moved = answer.status in MOVED or answer.status == 304
                data = b"" if moved else self._body(answer.iter_stream(), said, most or self.limits.size)
        except httpcore2.TimeoutException as error:
            raise PassingError("does not answer in time") from error
        except (httpcore2.ConnectError, OSError) as error:
            raise PassingError(f"cannot be reached ({plainly(error)})") from error
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.ProxyError) as error:
            raise PassingError(f"breaks off ({plainly(error)})") from error
        said = tuple(pair for pair in said if pair[0] != FINAL)  # ours alone: no site may say where it was got from
        if url != first:
            said = (*said, (FINAL, url))
        media = header(said, "content-type").partition(";")[0].strip().lower() or "application/octet-stream"
        when = self.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        return Capture(first, data, media, via, when, answer.status, said)

    def _body(self, pieces: Iterable[bytes], said: Headers, most: int) -> bytes:
        """The bytes of a page, unpacked, and no more of them than are wanted."""
        length = header(said, "content-length")
        media = header(said, "content-type").lower()
        if media.startswith(UNREAD):
            raise InputError(f"is {media.partition(';')[0]}, no article")
        if length.isdecimal() and int(length) > most:
            raise InputError(f"is larger than {most / 1_000_000:.0f} MB, no single article")
        unpacker = Unpacker(header(said, "content-encoding"), most, self.limits.ratio)
        parts: list[bytes] = []
        for piece in pieces:
            parts.append(unpacker.feed(piece))
            if self.clock.seconds() > self._line.deadline:
                raise PassingError(f"takes longer than {self.limits.seconds:.0f} seconds")
        return b"".join(parts)

    def _connections(self) -> Any:
        """The pool of connections, made when first needed."""
        if self._pool is None:
            with wanted("httpx2", "the web"):
                import httpcore2
                import httpx2
            known: dict[str, Any] = {
                "ssl_context": httpx2.create_ssl_context(trust_env=False),
                "max_connections": 4,
                "keepalive_expiry": 15.0,
                "network_backend": self._line,
            }
            if not self._proxy:
                self._pool = httpcore2.ConnectionPool(**known)
            elif self._proxy.startswith(("socks5:", "socks5h:")):
                if find_spec("socksio") is None:
                    raise InputError("needs the package socksio to use a SOCKS proxy; pip install socksio")
                self._pool = httpcore2.SOCKSProxy(self._proxy, **known)
            else:
                self._pool = httpcore2.HTTPProxy(self._proxy, **known)
        return self._pool

    def _paced(self, url: str) -> None:
        """Wait until the host of an address may be asked again."""
        host = urlsplit(url).netloc
        wait = self._free_at.get(host, 0.0) - self.clock.seconds()
        if wait > self.limits.patience:
            raise PassingError(f"is to be asked again in {wait:.0f} seconds, as its site wishes", wait)
        if wait > 0:
            self.clock.wait(wait)
            self._line.deadline += wait
        rules = self._rules.get(origin(url))
        self._hold(url, max(self._pace, (rules[1].delay or 0.0) if rules else 0.0))

    def _hold(self, url: str, seconds: float) -> None:
        """Leave the host of an address alone for so long."""
        host = urlsplit(url).netloc
        self._free_at[host] = max(self._free_at.get(host, 0.0), self.clock.seconds() + seconds)

    def _rules_of(self, url: str) -> Rules:
        """What the site of an address asks of robots; asked again after an hour."""
        site = origin(url)
        known = self._rules.get(site)
        if known is None or known[0] < self.clock.seconds():
            known = (self.clock.seconds() + RULES_LAST, self._read_rules(site))
            self._rules[site] = known
        return known[1]

    def _read_rules(self, site: str) -> Rules:
        """The rules of a site. One that has none is open; one that cannot say is closed, as RFC 9309 has it."""
        here = f"{site}/robots.txt"
        for _ in range(self.limits.redirects + 1):
            self._paced(here)
            try:
                capture = self._asked(here, here, "", (), "http", LARGEST_RULES)
            except PassingError as error:
                raise PassingError(f"has a robots.txt that cannot be read: it {error}", error.wait) from error
            except InputError as error:
                if str(error).startswith("is refused"):
                    raise
                return Rules()
            status = capture.status or 0
            if status in MOVED and header(capture.headers, "location"):
                here = next_step(here, header(capture.headers, "location"))
                continue
            if status in PASSING:
                wait = wait_of(capture, self.clock.now())
                raise PassingError(f"has a robots.txt that cannot be read: the server answered {status}", wait, capture)
            return read_rules(capture.data.decode("utf-8", "replace"), ROBOT) if status == 200 else Rules()
        return Rules()


class Line:
    """How connections are made: to addresses that were checked, and for no longer than there is time."""

    def __init__(
        self,
        clock: Clock,
        resolve: Resolve,
        connect: Connect,
        allowed: tuple[Network, ...],
        *,
        checks: bool,
        limits: FetchLimits,
    ) -> None:
        self.deadline = 0.0
        self._clock = clock
        self._resolve = resolve
        self._connect = connect
        self._allowed = allowed
        self._checks = checks
        self._limits = limits

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> Timed:
        """A connection to a host at an address that was checked just now; raises InputError where none may be asked."""
        del local_address, socket_options
        with wanted("httpx2", "the web"):
            import httpcore2
        try:
            addresses = list(self._resolve(host, port))[:ADDRESSES]
        except (OSError, UnicodeError) as error:
            raise PassingError(f"cannot be reached: no address for {host}") from error
        if self._checks:
            for address in addresses:
                check_address(address, self._allowed)
        failure: Exception | None = None
        for address in addresses:
            wait = min(timeout or self._limits.connect, max(0.1, self.deadline - self._clock.seconds()))
            try:
                return Timed(self._connect(address, port, wait), self._clock, self)
            except (OSError, httpcore2.NetworkError, httpcore2.TimeoutException) as error:
                failure = error
        raise PassingError(f"cannot be reached ({plainly(failure) if failure else 'it has no address'})")

    def connect_unix_socket(self, *_: Any, **__: Any) -> Timed:
        """Refused: no page lies behind a file."""
        raise InputError("is refused: no address of the public network")

    def sleep(self, seconds: float) -> None:
        """Wait."""
        self._clock.wait(seconds)


class Timed:
    """A connection that is read no longer than its line has time, however slowly it drips."""

    def __init__(self, inner: Any, clock: Clock, line: Line) -> None:
        self._inner = inner
        self._clock = clock
        self._line = line

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The next bytes."""
        return bytes(self._inner.read(max_bytes, self._left(timeout)))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._inner.write(buffer, self._left(timeout))

    def close(self) -> None:
        """Hang up."""
        self._inner.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Timed:
        """The same connection, encrypted for the host that was asked for."""
        return Timed(self._inner.start_tls(ssl_context, server_hostname, self._left(timeout)), self._clock, self._line)

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self._inner.get_extra_info(info)

    def _left(self, timeout: float | None) -> float:
        """The seconds there are; raises PassingError when they are over."""
        left = self._line.deadline - self._clock.seconds()
        if left <= 0:
            raise PassingError("takes too long to answer")
        return min(timeout, left) if timeout else left


def judged(capture: Capture, now: datetime) -> Capture:
    """A capture that is a page, or is known to be unchanged; raises what says why it is none."""
    status = capture.status or 0
    if status in (200, 203, 304):
        return capture
    reason = f"is not there: the server answered {status}" if status in (404, 410) else f"the server answered {status}"
    if status in PASSING:
        raise PassingError(reason, wait_of(capture, now), capture)
    raise UnansweredError(reason, capture)


def wait_of(capture: Capture, now: datetime) -> float | None:
    """The seconds that a site asks to wait (Retry-After), None where it does not say."""
    said = header(capture.headers, "retry-after").strip()
    if said.isdecimal() and len(said) < 9:
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError):
        return None
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (until - now).total_seconds())


def next_step(here: str, location: str) -> str:
    """Where a redirection leads; raises InputError where it may not be followed."""
    try:
        target, _ = parted(urljoin(here, location.strip().encode("latin-1", "replace").decode("utf-8", "replace")))
    except ValueError as error:
        raise InputError("leads to what is no address of the web") from error
    if here.startswith("https:") and target.startswith("http:"):
        raise InputError("is refused: it leads from https to http")
    return target


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def plainly(error: BaseException) -> str:
    """An error in one phrase."""
    return " ".join(str(error).split())[:200] or type(error).__name__
