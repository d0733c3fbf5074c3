"""A web without a network: hosts with their answers, a resolver, connections and a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from rasid.ingest.fetch import Fetcher

Answer = bytes | Iterator[bytes] | Callable[[bytes], bytes]


class Clock:
    """A clock that stands still until somebody waits."""

    def __init__(self) -> None:
        self.at = 0.0
        self.waits: list[float] = []

    def now(self) -> datetime:
        return datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=self.at)

    def seconds(self) -> float:
        return self.at

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.at += seconds


def said(body: bytes | str = b"", status: int = 200, media: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    """An answer of a server, with its length unless another is given."""
    data = body.encode() if isinstance(body, str) else body
    lines = {
        "content-type": media,
        "content-length": str(len(data)),
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    return (
        f"HTTP/1.1 {status} X\r\n".encode()
        + b"".join(f"{k}: {v}\r\n".encode() for k, v in lines.items())
        + b"\r\n"
        + data
    )


class Wire:
    """One connection to a host of the web."""

    def __init__(self, web: Web, address: str, port: int) -> None:
        self._web = web
        self._to = (address, port)
        self._host = ""
        self._sent = b""
        self._pieces: Iterator[bytes] = iter(())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        del timeout
        self._sent += buffer
        if self._sent.endswith(b"\r\n\r\n"):
            request, self._sent = self._sent, b""
            self._web.requests.append((self._to[0], request))
            answer = self._web.answer(request)
            self._pieces = iter((answer,)) if isinstance(answer, bytes) else answer

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        del max_bytes, timeout
        return next(self._pieces, b"")

    def close(self) -> None:
        self._pieces = iter(())

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> Wire:
        del ssl_context, timeout
        self._web.encrypted.append(server_hostname or "")
        return self

    def get_extra_info(self, info: str) -> Any:
        del info
        return None


class Web:
    """Hosts by name with their addresses, and pages by address with what the server answers, in turn."""

    def __init__(self, hosts: dict[str, Sequence[str]] | None = None) -> None:
        self.clock = Clock()
        self.hosts: dict[str, list[Sequence[str]]] = {name: [found] for name, found in (hosts or {}).items()}
        self.pages: dict[str, list[Any]] = {}
        self.requests: list[tuple[str, bytes]] = []
        self.connected: list[str] = []
        self.encrypted: list[str] = []

    def put(self, host: str, path: str, *answers: Any) -> None:
        """What a host answers for a path: one after the other, the last for ever."""
        self.hosts.setdefault(host, [["93.184.216.34"]])
        self.pages[f"{host}{path}"] = list(answers)

    def answer(self, request: bytes) -> Any:
        """The answer to a request."""
        lines = request.decode("latin-1").split("\r\n")
        path = lines[0].split()[1]
        host = next(line[6:] for line in lines if line.lower().startswith("host: "))
        answers = self.pages.get(f"{host}{path}", [said("", 404)])
        found = answers.pop(0) if len(answers) > 1 else answers[0]
        return found(request) if callable(found) else found

    def resolve(self, host: str, port: int) -> Sequence[str]:
        del port
        if host not in self.hosts:
            raise OSError("no such host")
        answers = self.hosts[host]
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address: str, port: int, seconds: float) -> Wire:
        del seconds
        self.connected.append(address)
        return Wire(self, address, port)

    def fetcher(self, **options: Any) -> Fetcher:
        """A fetcher in this web."""
        return Fetcher(clock=self.clock, resolve=self.resolve, connect=self.connect, **{"pace": 0.0, **options})

    def paths(self) -> list[str]:
        """The paths that were asked for."""
        return [request.split()[1].decode() for _, request in self.requests]
