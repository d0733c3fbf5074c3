"""Days of publication as pages, feeds, mails and tables write them; what is in doubt is no day."""

from __future__ import annotations

import pytest

from rasid.ingest.addresses import belongs
from rasid.ingest.compose import tidy, under_headline, unwrapped
from rasid.ingest.dates import day_in_url, day_of


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2023-12-14", "2023-12-14"),
        ("2023/12/14 10:00", "2023-12-14"),
        ("20231214", "2023-12-14"),
        ("2023-12-14T23:30:00+03:00", "2023-12-14"),
        ("٢٠٢٣-١٢-١٤", "2023-12-14"),
        ("Thu, 14 Dec 2023 23:30:00 GMT", "2023-12-14"),
        ("14 Dec 2023 23:30 +0300", "2023-12-14"),
        ("1702546200", "2023-12-14"),
        ("1702546200000", "2023-12-14"),
        ("2023-13-14", None),
        ("2023-02-30", None),
        ("14/12/2023", None),
        ("0001-01-01", None),
        ("99999999999999999999", None),
        ("Thu, 99 Foo 2023", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days(said: str, day: str | None) -> None:
    assert day_of(said) == day


def test_a_pattern_decides_alone() -> None:
    assert day_of("03/04/2023", "%d/%m/%Y") == "2023-04-03"
    assert day_of("2023-04-03", "%d/%m/%Y") is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.org/2023/12/14/a", "2023-12-14"),
        ("https://x.org/news/2023-1-4", "2023-01-04"),
        ("https://x.org/a_2023-12-14.html", "2023-12-14"),
        ("https://x.org/2023/99/14/a", None),
        ("https://x.org/12023/12/14", None),
        ("https://x.org/a", None),
    ],
)
def test_days_in_addresses(url: str, day: str | None) -> None:
    assert day_in_url(url) == day


@pytest.mark.parametrize(
    ("host", "domain", "inside"),
    [
        ("example.org", "example.org", True),
        ("News.Example.ORG.", "example.org", True),
        ("badexample.org", "example.org", False),
        ("example.org.evil.net", "example.org", False),
        ("example.org", "", False),
    ],
)
def test_s22_domains_match_at_dots(host: str, domain: str, inside: bool) -> None:
    assert belongs(host, domain) is inside


def test_a_headline_stands_once() -> None:
    assert under_headline("عنوان", "نص") == "عنوان\nنص"
    assert under_headline("عنوان: الخبر", "عاجل\nعنوان الخبر.\nنص") == "عاجل\nعنوان الخبر.\nنص"


def test_paragraphs_are_lines() -> None:
    assert tidy("  ا\u00a0 ب \r\n\r\n\x00ج\u2028د\t") == "ا ب\nج\nد"
    assert unwrapped(["كلمة " * 9 + "كلمة", "كلمة.", "", "كلمة " * 9 + "كلمة.", "كلمة"]).count("\n") == 2
