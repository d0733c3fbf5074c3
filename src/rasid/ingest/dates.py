"""Days of publication as pages, feeds, mails and tables write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

FIRST, LAST = 1900, 2100
LEADING = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d)")
IN_URL = re.compile(r"[/_=-]((?:19|20)\d{2})([-/])(\d{1,2})\2(\d{1,2})(?=[/_.?&-]|$)")
EPOCH = re.compile(r"\d{9,10}(?:\d{3})?(?:\.\d+)?")
WEEKDAY = re.compile(r"[A-Za-z]{3,9},?\s+\d|\d{1,2}\s+[A-Za-z]{3}")


def day_of(said: str, written: str = "") -> str | None:
    """The ISO day of a date or moment; None where it is not told beyond doubt.

    Knows ISO dates (also with slashes or without marks), the dates of mails and feeds, and seconds or milliseconds
    since 1970. A day stays the day of its own time zone. `written` is a pattern as of strptime for anything else.

    >>> day_of("2023-12-14T23:30:00+03:00")
    '2023-12-14'
    >>> day_of("Thu, 14 Dec 2023 23:30:00 GMT")
    '2023-12-14'
    >>> day_of("14/12/2023", "%d/%m/%Y")
    '2023-12-14'
    >>> day_of("14/12/2023") is None
    True
    """
    said = said.strip()
    if written:
        try:
            return within(datetime.strptime(said, written).date())
        except ValueError:
            return None
    if EPOCH.fullmatch(said) and not LEADING.fullmatch(said):
        return _since_1970(float(said))
    found = LEADING.match(said)
    if found:
        return _built(found[1], found[3], found[4])
    if WEEKDAY.match(said):
        try:
            return within(parsedate_to_datetime(said).date())
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return None


def day_in_url(url: str) -> str | None:
    """The day that stands in an address, as in `/2023/12/14/`; None for none."""
    found = IN_URL.search(url)
    return _built(found[1], found[3], found[4]) if found else None


def within(day: date) -> str | None:
    """A day in ISO form, None where no newspaper of ours is from then."""
    return day.isoformat() if FIRST <= day.year <= LAST else None


def _built(year: str, month: str, number: str) -> str | None:
    try:
        return within(date(int(year), int(month), int(number)))
    except ValueError:
        return None


def _since_1970(seconds: float) -> str | None:
    try:
        return within(datetime.fromtimestamp(seconds / (1000 if seconds > 1e11 else 1), UTC).date())
    except (ValueError, OverflowError, OSError):
        return None
