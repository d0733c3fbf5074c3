"""A record to export."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from rasid.export.gathered import Gathering
from rasid.export.privacy import Veil
from rasid.model.query import Query
from rasid.run.cache import load_cached
from rasid.run.pipeline import Reader
from rasid.store.judging import Judge
from rasid.store.record import open_record
from tests.record.conftest import Desk
from tests.record.test_contract import ALL, DEADLINE, TALLY, THREAT

PRIVATE = "قال الشاهد سامر النحاس إن مسلحين قتلوا ثلاثة مدنيين في مدينة تدمر يوم الاثنين."
MOMENT = "2024-06-01T00:00:00Z"
STRETCH = "قصفت قوات الدعم السريع مدينة الفاشر يومي الأحد والاثنين."
NIGHT = "قصف الجيش السوري مدينة درعا ليلة الاثنين الثلاثاء وقتل خمسة مدنيين."
WEEK = "قتل مسلحون أربعة مدنيين في مدينة كركوك الأسبوع الماضي."
NOTE = "internal: told by the source in Homs"


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader(load_cached())


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Iterator[Desk]:
    """A record of a dozen articles, one corrected and judged."""
    where = str(tmp_path_factory.mktemp("export") / "record.db")
    with open_record(where, clock=lambda: MOMENT) as record:
        desk = Desk(record, reader, {})
        for number, sentence in enumerate((*ALL, THREAT, DEADLINE, TALLY, PRIVATE, STRETCH, NIGHT, WEEK)):
            desk.add(sentence, ("one", "=two()", "three")[number % 3], f"2024-05-{8 + number % 3:02}")
        first = next(a for a in desk.ask.each_assertion(Query()) if a["killed"] == 12)
        judge = Judge(record, "Amal Reviewer")
        judge.correct(first["id"], "killed", "13", NOTE)
        judge.judge(first["id"], "accepted", "", NOTE)
        yield desk


def gathering(desk: Desk, query: Query | None = None, *, off: bool = False) -> Gathering:
    knowledge = desk.intake.reader.knowledge
    return Gathering(desk.ask, query or Query(), knowledge, Veil(knowledge, off=off))


def table(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))
