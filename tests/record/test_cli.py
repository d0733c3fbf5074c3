"""The commands on a record: what they print, what they say when something is wrong, and with which exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from rasid.cli import command, session
from rasid.run.pipeline import Reader
from rasid.store.dump import dump
from rasid.store.record import open_record

STRIKE = "قتل 12 جنديا في هجوم شنه تنظيم داعش على ثكنة للجيش السوري في مدينة تدمر يوم الاثنين."
MINISTRY = "قالت وزارة الدفاع السورية إن 15 جنديا قتلوا في هجوم على ثكنة في تدمر يوم الاثنين."
THREAT = "هدد عبد الملك الحوثي السعودية بقصف مطاراتها إذا استمر الحصار على اليمن."
TALLY = "أعلن المرصد السوري لحقوق الإنسان أن تنظيم داعش نفذ أربعة هجمات في سوريا منذ 1 مايو."
DAY = "2024-05-07"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch: pytest.MonkeyPatch, reader: Reader) -> None:
    """Let the commands share the knowledge that the tests have loaded, and one moment."""
    import rasid.run.cache
    import rasid.run.pipeline

    monkeypatch.setattr(session, "announce", lambda: None)
    monkeypatch.setattr(rasid.run.pipeline, "load", lambda *_: reader.knowledge)
    monkeypatch.setattr(rasid.run.cache, "load_cached", lambda *_, **__: reader.knowledge)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1717200000")
    monkeypatch.delenv("RASID_RECORD", raising=False)
    monkeypatch.delenv("RASID_REVIEWER", raising=False)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "war.db"


@pytest.fixture
def run(record: Path) -> Run:
    """Runs a command on the record: its exit code, what it printed, what it said."""

    def go(*words: str | Path, on: bool = True, env: dict[str, str] | None = None) -> tuple[int, str, str]:
        line = [*map(str, words), *(["--record", str(record)] if on else [])]
        done = CliRunner().invoke(command, line, prog_name="rasid", env=env)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return go


def article(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(text + "\n", encoding="utf-8")
    return path


@pytest.fixture
def full(tmp_path: Path, run: Run) -> None:
    """A record with four articles."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name, text in (("a", STRIKE), ("b", MINISTRY), ("c", THREAT), ("d", TALLY)):
        article(folder, name, text)
    code, _, said = run("add", folder, "--published", DAY, "--outlet", "one")
    assert (code, "4 added" in said) == (0, True)


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def contents(record: Path) -> list[str]:
    with open_record(str(record)) as opened:
        return list(dump(opened))


def test_add_says_what_came_of_each_item_and_twice_changes_nothing(tmp_path: Path, run: Run, record: Path) -> None:
    path = article(tmp_path, "a", STRIKE)
    code, out, _ = run("add", path, "--published", DAY, "--json")
    assert (code, [row["outcome"] for row in lines(out)]) == (0, ["added"])
    before = contents(record)
    code, out, said = run("add", path, "--published", DAY, "--json")
    assert (code, [row["outcome"] for row in lines(out)]) == (0, ["unchanged"])
    assert "1 unchanged" in said
    assert contents(record) == before


def test_a_dry_run_changes_nothing(tmp_path: Path, run: Run, record: Path) -> None:
    run("add", article(tmp_path, "a", STRIKE), "--published", DAY)
    before = contents(record)
    code, out, said = run("add", article(tmp_path, "b", MINISTRY), "--published", DAY, "--dry-run", "--json")
    assert (code, [row["outcome"] for row in lines(out)]) == (0, ["added"])
    assert "nothing was changed" in said
    assert contents(record) == before


def test_the_record_is_named_by_the_environment_too(tmp_path: Path, run: Run, record: Path) -> None:
    path = article(tmp_path, "a", STRIKE)
    assert run("add", path, "--published", DAY, on=False, env={"RASID_RECORD": str(record)})[0] == 0
    assert record.exists()


HOSTILE: dict[str, tuple[str, bytes]] = {
    "nothing in it": ("empty.txt", b""),
    "bytes that are no text": ("noise.txt", bytes(range(256)) * 40),
    "a cut-off PDF": ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
    "a ZIP that is none": ("broken.zip", b"PK\x03\x04" + b"\x00" * 40),
    "a WARC cut off": ("cut.warc.gz", b"\x1f\x8b\x08\x00" + b"\x01" * 30),
    "a workbook that is none": ("sheet.xlsx", b"PK\x05\x06" + b"\x00" * 18),
    "an image by another name": ("picture.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 60),
    "JSON lines that are none": ("rows.jsonl", b'{"text": \n[1, 2'),
}


@pytest.mark.parametrize(("name", "data"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_cannot_be_read_is_refused_and_the_rest_goes_on(
    tmp_path: Path, run: Run, record: Path, name: str, data: bytes
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / f"a-{name}").write_bytes(data)
    article(folder, "z-last", STRIKE)
    code, out, said = run("add", folder, "--published", DAY, "--json")
    outcomes = [str(row["outcome"]) for row in lines(out)]
    assert outcomes.count("added") == 1
    assert outcomes.count("refused") >= 1
    assert (code, name in said) == (2, True)
    assert all(row["reason"] for row in lines(out) if row["outcome"] == "refused")
    before = contents(record)
    again = lines(run("add", folder, "--published", DAY, "--json")[1])
    assert sorted(str(row["outcome"]) for row in again) == sorted(o.replace("added", "unchanged") for o in outcomes)
    assert contents(record) == before


def test_every_item_of_every_run_stands_in_the_log(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    article(folder, "b", STRIKE)
    (folder / "a.txt").write_bytes(b"")
    run("add", folder, "--published", DAY)
    run("add", folder, "--published", DAY)
    code, out, _ = run("verify", "--items", "--json")
    items = lines(out)[:-1]
    assert (code, [row["outcome"] for row in items]) == (0, ["refused", "added", "refused", "unchanged"])
    assert [bool(row["reason"]) for row in items] == [True, False, True, False]
    assert items[1]["article"] == items[3]["article"]
    assert "unchanged" in run("verify", "--items")[1]


@pytest.mark.usefixtures("full")
def test_find_prints_lines_facets_and_arabic(run: Run) -> None:
    code, out, said = run("find", "تدمر", "--json")
    assert (code, len(lines(out)) >= 2, "shown" in said) == (0, True, True)
    assert "المكان: تدمر" in run("find", "تدمر", "--lang", "ar")[1]
    assert lines(run("find", "--facets", "--json")[1])[0]["outlet"]
    code, out, said = run("find", "بغداد", "--json")
    assert (code, out) == (0, "")


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_incidents_and_one_of_them(run: Run, lang: str) -> None:
    found = lines(run("incidents", "تدمر", "--json")[1])
    several = next(row for row in found if len(row["articles"]) > 1)  # type: ignore[arg-type]
    assert run("incidents", "--lang", lang)[1].strip()
    code, out, _ = run("incident", str(several["id"]), "--why", "--lang", lang)
    assert (code, "12" in out, "15" in out) == (0, True, True)
    whole = lines(run("incident", str(several["id"]), "--json")[1])[0]
    assert set(whole) == {"incident", "articles", "reasons"}


@pytest.mark.usefixtures("full")
def test_threats_and_tallies(run: Run) -> None:
    assert [row["status"] for row in lines(run("threats", "--open", "--json")[1])] == ["open"]
    assert run("threats", "--status", "withdrawn", "--json")[1] == ""
    assert [row["value"] for row in lines(run("tallies", "--json")[1])] == [4.0]
    assert run("threats")[1].strip()
    assert run("tallies", "--lang", "ar")[1].strip()


@pytest.mark.usefixtures("full")
def test_what_people_say_stays_when_articles_are_read_again(run: Run) -> None:
    wanted = next(row for row in lines(run("find", "تدمر", "--json")[1]) if row["incident"])
    id = str(wanted["id"])
    assert run("judge", id, "accepted", "--by", "amal", "--json")[0] == 0
    code, out, _ = run("correct", id, "killed", "13", "--by", "amal", "--json")
    assert (code, lines(out)[0]["field"]) == (0, "killed")
    code, out, _ = run("reread", "--all", "--json")
    assert (code, lines(out)) == (0, [{"reread": 4}])
    row = next(row for row in lines(run("find", "تدمر", "--json")[1]) if row["id"] == id)
    assert (row["verdict"], row["killed"]) == ("accepted", 13)


@pytest.mark.usefixtures("full")
def test_verify_says_whole_or_what_is_wrong(run: Run, record: Path) -> None:
    assert run("verify")[0] == 0
    code, out, _ = run("verify", "--json")
    assert (code, lines(out)[0]["faults"]) == (0, [])
    import sqlite3

    with sqlite3.connect(record) as connection:
        connection.execute("UPDATE articles SET text = text || '.' WHERE number = 1")
    connection.close()
    code, _, said = run("verify")
    assert (code, "no longer the one that was read" in said) == (1, True)


def test_the_health_of_feeds_is_shown_without_fetching(tmp_path: Path, run: Run) -> None:
    feeds = tmp_path / "feeds.toml"
    feeds.write_text('[[feed]]\nname = "one"\nurl = "https://one.example/rss"\n', encoding="utf-8")
    code, out, _ = run("watch", feeds, "--health")
    assert (code, out) == (0, "one: never fetched\n")
    assert lines(run("watch", feeds, "--health", "--json")[1])[0]["name"] == "one"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("find", "تدمر"), "there is no record"),
        (("incident", "i0"), "there is no record"),
        (("verify",), "there is no record"),
        (("add", "nowhere.txt"), "nowhere.txt"),
    ],
)
def test_a_message_names_the_file_and_what_to_do(run: Run, words: tuple[str, ...], said: str) -> None:
    code, _, err = run(*words)
    assert (code, said in err) == (2, True)


def test_without_a_record_the_message_says_how_to_name_one(run: Run) -> None:
    code, _, said = run("find", "تدمر", on=False)
    assert (code, "--record" in said, "RASID_RECORD" in said) == (2, True, True)


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("incident", "i0"), "there is no incident i0"),
        (("judge", "i0", "same", "i1", "--by", "amal"), "no assertion or incident"),
        (("judge", "i0", "same", "i1"), "needs a name"),
        (("find", "-تدمر"), ""),
        (("find", "--since", "yesterday"), "YYYY-MM-DD"),
        (("find", "--near", "1,2"), "LAT,LON,KM"),
        (("find", "--after", "x"), "no cursor"),
    ],
)
def test_a_question_that_cannot_be_is_refused(run: Run, words: tuple[str, ...], said: str) -> None:
    code, _, err = run(*words)
    assert (code, said in err) == (2, True)
