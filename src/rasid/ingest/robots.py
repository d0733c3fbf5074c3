"""What a site asks of robots (RFC 9309): which paths they leave alone, and how slowly they come."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

LARGEST = 512_000
SLOWEST = 60.0
SAFE = "/%:?=&;,@+$!*'()~-._#[]"


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules of one site for one robot: paths with whether they are open, longest first, and the seconds to wait."""

    paths: tuple[tuple[str, bool], ...] = ()
    delay: float | None = None
    closed: bool = False

    def allow(self, url: str) -> bool:
        """Whether a page may be fetched: the longest rule that fits decides, and leave goes before its opposite."""
        if self.closed:
            return False
        parts = urlsplit(url)
        path = encoded((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        return next((is_open for rule, is_open in self.paths if fits(rule, path)), True)


def read_rules(text: str, agent: str) -> Rules:
    """The rules for a robot by its name, or else those for all.

    >>> read_rules("User-agent: *\\nDisallow: /a/*.pdf$", "rasid").allow("https://x.org/a/b.pdf")
    False
    """
    mine: dict[str, list[tuple[str, str]]] = {}
    named: list[str] = []
    in_rules = False
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if in_rules:
                named, in_rules = [], False
            named.append(value.lower())
            mine.setdefault(value.lower(), [])
        elif key in ("allow", "disallow", "crawl-delay"):
            in_rules = True
            for name in named:
                mine[name].append((key, value))
    rules = mine.get(agent.lower(), mine.get("*", []))
    paths = [(encoded(value), key == "allow") for key, value in rules if key != "crawl-delay" and value]
    paths.sort(key=lambda rule: (-len(rule[0]), not rule[1]))
    delays = [float(value) for key, value in rules if key == "crawl-delay" and is_number(value)]
    return Rules(tuple(paths), min(max(delays), SLOWEST) if delays else None)


def fits(rule: str, path: str) -> bool:
    """Whether a rule with * and $ fits the beginning of a path."""
    whole = rule.endswith("$")
    first, *others = (rule[:-1] if whole else rule).split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    if not others:
        return not whole or at == len(path)
    for part in others[:-1]:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    last = others[-1]
    if whole:
        return len(path) - len(last) >= at and path.endswith(last)
    return path.find(last, at) >= 0


def encoded(path: str) -> str:
    """A path with its letters beyond ASCII in their percent form."""
    return quote(path, safe=SAFE)


def is_number(value: str) -> bool:
    """Whether a value is a number of seconds."""
    return value.replace(".", "", 1).isdecimal() and len(value) < 10
