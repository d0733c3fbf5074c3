"""The command line: what it prints, what it says when something is wrong, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from rasid import Document, Reader, Reading
from rasid.cli import COMMANDS, command, session
from rasid.cli import knowledge as knowledge_commands
from rasid.export.csv import COLUMNS
from rasid.version import VERSION
from tests.build import SOURCE, reader

TEXT = "قصف الجيش السوري، أمس الأربعاء، بلدة سراقب في محافظة إدلب، ما أدى إلى مقتل ثلاثة مدنيين.\n"
ANNOUNCE = session.announce
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"


@dataclass(frozen=True)
class Result:
    """What a run of the command line gave."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the commands share the knowledge that the tests have loaded."""
    import rasid.run.pipeline

    monkeypatch.setenv("RASID_CACHE", "off")
    monkeypatch.setattr(session, "announce", lambda: None)
    load, shared = rasid.run.pipeline.load, reader().knowledge
    monkeypatch.setattr(rasid.run.pipeline, "load", lambda folder=None: shared if folder is None else load(folder))


def rasid(*words: str | Path, stdin: bytes | None = None) -> Result:
    run = CliRunner().invoke(command, [str(word) for word in words], input=stdin, prog_name="rasid")
    if run.exception is not None and not isinstance(run.exception, SystemExit):
        raise run.exception
    return Result(run.exit_code, run.stdout, run.stderr)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "saraqib.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


# -- help


@pytest.mark.parametrize(
    "words",
    [
        [],
        *[[name] for name in COMMANDS],
        *[["knowledge", name] for name in knowledge_commands.command.commands],
    ],
    ids=" ".join,
)
def test_every_command_has_help_with_an_example(words: list[str]) -> None:
    result = rasid(*words, "--help")
    assert result.code == 0
    assert "Example" in result.out
    assert re.search(r"\n +rasid ", result.out)


def test_version() -> None:
    assert rasid("--version").out == f"rasid, version {VERSION}\n"


# -- formats


def test_json_is_one_object_a_line_in_the_form_of_the_schema(article: Path) -> None:
    result = rasid("read", article, "--published", "2024-03-14", "--outlet", "X", "--format", "json")
    assert result.code == 0
    assert result.out.count("\n") == 1
    found = json.loads(result.out)
    assert found["id"] == "saraqib"
    assert found["published"] == "2024-03-14"
    assert found["outlet"] == "X"
    assert found["version"] == VERSION
    assert found["knowledge"] == reader().knowledge.hash
    assert found["problems"] == []
    assert found["assertions"]
    for item in found["assertions"]:
        start, end = item["span"]
        assert TEXT[start:end] == item["trigger"]


def test_id_from_the_command_line(article: Path) -> None:
    assert json.loads(rasid("read", article, "--id", "mine", "--format", "json").out)["id"] == "mine"


def test_standard_input() -> None:
    result = rasid("read", "-", "--format", "json", stdin=TEXT.encode())
    assert result.code == 0
    assert json.loads(result.out)["id"] == "stdin"


def test_json_lines_in_and_out(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    rows = [{"id": name, "published": "2024-03-14", "text": TEXT} for name in "ab"]
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")
    result = rasid("read", "--input", path, "--format", "jsonl")
    assert result.code == 0
    assert [json.loads(line)["id"] for line in result.out.splitlines()] == ["a", "b"]


def test_csv_has_a_row_for_each_assertion(article: Path) -> None:
    result = rasid("read", article, "--format", "csv")
    table = list(csv.DictReader(io.StringIO(result.out)))
    assert tuple(table[0]) == COLUMNS
    assert all(row["article"] == "saraqib" for row in table)


def test_text_for_people_shows_the_words(article: Path) -> None:
    for lang in ("en", "ar"):
        result = rasid("read", article, "--lang", lang)
        assert result.code == 0
        assert "ASSAULT" in result.out
        assert "قصف الجيش السوري" in result.out
        assert "\x1b" not in result.out


def test_who_waits_for_the_sheets_is_told_so(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "announce", ANNOUNCE)
    result = rasid("read", article, "--format", "jsonl")
    assert result.err == "rasid: reading the sheets, which takes some seconds ...\n"
    assert result.out


def test_output_file_is_written_whole(article: Path, tmp_path: Path) -> None:
    out = tmp_path / "found.jsonl"
    result = rasid("read", article, "--format", "jsonl", "--out", out)
    assert result == Result(0, "", "")
    assert out.read_text(encoding="utf-8") == rasid("read", article, "--format", "jsonl").out


def test_the_same_input_gives_the_same_bytes(article: Path) -> None:
    words = ("read", article, "--published", "2024-03-14", "--format", "json")
    assert rasid(*words).out == rasid(*words).out


# -- what goes wrong


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("picture.txt", PNG, "PNG"),
        ("binary.txt", b"\x00\x01\x02\x03" * 50 + b"\x00", "not a text"),
        ("digits.txt", b"12 34 56", "letters"),
        ("huge.txt", TEXT.encode() * (20_000_000 // len(TEXT.encode())), "20 MB"),
    ],
)
def test_unreadable_files_are_named_and_the_rest_is_read(
    article: Path, tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    result = rasid("read", path, article, "--format", "jsonl")
    assert result.code == 2
    assert str(path) in result.err
    assert said in result.err
    assert [json.loads(line)["id"] for line in result.out.splitlines()] == ["saraqib"]


def test_a_missing_file_is_named(article: Path, tmp_path: Path) -> None:
    result = rasid("read", tmp_path / "none.txt", article, "--format", "jsonl")
    assert result.code == 2
    assert "none.txt: no such file" in result.err
    assert len(result.out.splitlines()) == 1


def test_a_folder_is_no_article(tmp_path: Path) -> None:
    result = rasid("read", tmp_path)
    assert result.code == 2
    assert "is a folder" in result.err


def test_too_much_standard_input() -> None:
    result = rasid("read", "-", stdin=TEXT.encode() * 120_000)
    assert result.code == 2
    assert "standard input" in result.err


def test_empty_standard_input() -> None:
    result = rasid("read", "-", stdin=b"")
    assert result.code == 2
    assert "empty" in result.err


@pytest.mark.parametrize("day", ["14.03.2024", "2024-13-01", "yesterday", "2024-02-30"])
def test_a_bad_date_is_refused(article: Path, day: str) -> None:
    result = rasid("read", article, "--published", day)
    assert result.code == 2
    assert day in result.err
    assert "YYYY-MM-DD" in result.err
    assert result.out == ""


def test_a_moment_is_a_date(article: Path) -> None:
    result = rasid("read", article, "--published", "2024-03-14T10:30:00+03:00", "--format", "json")
    assert json.loads(result.out)["published"] == "2024-03-14"


def test_broken_lines_are_named_and_the_good_ones_read(tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "published": "2024-03-14", "text": TEXT})
    lines = [
        good,
        '{"id": "cut", "text": "قص',
        '{"id": "none"}',
        "",
        "[]",
        json.dumps({"id": "late", "published": "14/3", "text": TEXT}),
        json.dumps({"id": "blank", "text": "  "}),
        good,
    ]
    path = tmp_path / "articles.jsonl"
    path.write_bytes("\n".join(lines).encode() + b"\n\xff\xfe\n" + good.encode())
    result = rasid("read", "--input", path, "--format", "jsonl")
    assert result.code == 2
    assert [json.loads(line)["id"] for line in result.out.splitlines()] == ["good"] * 3
    for number in (2, 3, 5, 6, 7, 9):
        assert f"line {number}:" in result.err
    assert result.err.count("rasid: ") == 6


def test_a_missing_list_of_articles(tmp_path: Path) -> None:
    result = rasid("read", "--input", tmp_path / "none.jsonl")
    assert result.code == 2
    assert "none.jsonl" in result.err


def test_nothing_to_read() -> None:
    result = rasid("read")
    assert result.code == 2
    assert "name a file" in result.err


def test_one_id_for_several_articles_is_refused(article: Path) -> None:
    assert rasid("read", article, article, "--id", "x").code == 2


def test_a_broken_reader_does_not_stop_the_others(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT, encoding="utf-8")
    read = Reader.read

    def breaks(self: Reader, document: Document) -> Reading:
        if document.id == "saraqib":
            raise ZeroDivisionError("by chance")
        return read(self, document)

    monkeypatch.setattr(Reader, "read", breaks)
    result = rasid("read", article, tmp_path / "none.txt", other, "--format", "jsonl")
    assert result.code == 1
    assert "saraqib: the reader broke" in result.err
    assert "ZeroDivisionError: by chance" in result.err
    assert [json.loads(line)["id"] for line in result.out.splitlines()] == ["other"]


def test_output_that_cannot_be_written(article: Path, tmp_path: Path) -> None:
    result = rasid("read", article, "--out", tmp_path / "none" / "x.txt")
    assert result.code == 2
    assert "cannot be written" in result.err


# -- the other commands


def test_demo_reads_the_six_examples() -> None:
    result = rasid("demo")
    assert result.code == 0
    assert "invented" in result.out
    for name in ("iraq", "sudan", "yemen", "lebanon", "tunisia", "football"):
        assert f"== {name} ==" in result.out


def test_demo_ends_with_a_record_of_what_several_articles_tell_of(tmp_path: Path) -> None:
    result = rasid("demo", "--record", tmp_path / "demo.db")
    record = result.out.split("A record of these")[1]
    heads = [line for line in record.splitlines() if re.match(r"i[0-9a-f]{12}  ", line)]
    assert len(heads) == 3
    palmyra, omdurman, abha = heads
    assert "Palmyra (SYR)" in palmyra
    assert "killed 12–15, wounded 7, claimed, articles: 4, independent origins: 4" in palmyra
    assert "killed: 12–15, best 15 (military sources: 12, Syrian Ministry of Defense: 15)" in record
    assert "Omdurman (SDN)" in omdurman
    assert "killed 11–14, denied, articles: 3, independent origins: 3" in omdurman
    assert "killed: 11–14, best 14 (Sudanese Armed Forces: 11, Sudan Doctors Union: 14)" in record
    assert "attributed to Rapid Support Forces by Sudanese Armed Forces, denied by Rapid Support Forces" in record
    assert "Abha airport (SAU)" in abha
    assert "claimed, articles: 3, independent origins: 2" in abha
    assert "[copy of" in record
    assert "[rewrite of" in record
    assert re.search(r"t[0-9a-f]{12}  \[carried out\]", record)
    assert "on record: 1, share 25.0%" in record
    assert rasid("incidents", "--record", tmp_path / "demo.db").code == 0


def test_demo_shows_the_record_in_arabic() -> None:
    record = rasid("demo", "--lang", "ar").out.split("سجل منها")[1]
    for word in ("تدمر", "أم درمان", "مطار أبها", "نُفّذ", "المرصد السوري لحقوق الإنسان", "25.0%"):
        assert word in record
    assert "killed:" not in record
    assert "attributed" not in record


def test_eval_scores_the_texts_it_reads(article: Path, tmp_path: Path) -> None:
    found = json.loads(rasid("read", article, "--format", "json").out)
    gold_folder, texts = tmp_path / "gold", tmp_path / "text"
    gold_folder.mkdir()
    texts.mkdir()
    (texts / "saraqib.txt").write_text(TEXT, encoding="utf-8")
    for item in found["assertions"]:
        item |= {"sentence": 0, "source_actor": [p["name_en"] for p in item["source_actor"]]}
        item |= {"target_actor": [p["name_en"] for p in item["target_actor"]]}
    (gold_folder / "saraqib.json").write_text(json.dumps({**found, "actors": []}), encoding="utf-8")
    result = rasid("eval", "--gold", gold_folder, "--text", texts, "--json")
    assert result.code == 0
    assert json.loads(result.out)["detection"]["f1"] == 1.0
    lines = rasid("eval", "--gold", gold_folder, "--text", texts, "--matched").out.splitlines()
    assert re.fullmatch(r"1 articles, \d+ matching assertions", lines[0])
    assert any(line.startswith("  actors ") and "F1 1.000" in line for line in lines)
    assert not any(line.startswith(("detection ", "kinds")) for line in lines)
    lines = rasid("eval", "--gold", gold_folder, "--text", texts, "--differences").out.splitlines()
    assert any(line.startswith("match  saraqib: ASSAULT") for line in lines)
    assert any(line.startswith("detection ") and "F1 1.000" in line for line in lines)


def test_eval_says_which_text_is_missing(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"id": "x", "assertions": []}', encoding="utf-8")
    result = rasid("eval", "--gold", tmp_path / "x.json", "--text", tmp_path)
    assert result.code == 2
    assert "x.txt" in result.err


def test_knowledge_try_shows_entries_and_stages() -> None:
    brief = rasid("knowledge", "try", TEXT.strip())
    assert brief.code == 0
    assert "assertion event ASSAULT" in brief.out
    full = rasid("knowledge", "try", TEXT.strip(), "--why")
    for layer in ("blocks", "words", "phrases", "clauses", "mentions", "events", "assertions"):
        assert f"\n{layer}\n" in f"\n{full.out}"


def test_knowledge_stats_counts() -> None:
    result = rasid("knowledge", "stats")
    assert result.code == 0
    assert "event" in result.out
    assert reader().knowledge.hash in result.out


def test_knowledge_stats_as_json_has_kinds_and_countries() -> None:
    found = json.loads(rasid("knowledge", "stats", "--json").out)
    assert found["kinds"]["weapon"]["examples"] >= found["kinds"]["weapon"]["entries"] > 60
    for code in ("IRQ", "SYR", "YEM", "SDN", "LBN"):
        assert found["countries"][code]["actors"] > 20
        assert found["countries"][code]["places"] > 20
    assert found["places of the gazetteer"] == sum(row["gazetteer"] for row in found["countries"].values())


def test_knowledge_find_folds_spelling_and_speaks_english() -> None:
    for name in ("إيران", "ايران", "Iran"):
        result = rasid("knowledge", "find", name)
        assert result.code == 0
        assert "(state)" in result.out
    assert rasid("knowledge", "find", "qwertyuiop").code == 1


def test_knowledge_find_names_the_line_of_the_sheet() -> None:
    first = rasid("knowledge", "find", "barrel bomb").out.splitlines()[0]
    path, line, _ = first.split(":", 2)
    sheet = (SOURCE / "knowledge" / "data" / path).read_text(encoding="utf-8").splitlines()
    assert "id: barrel_bomb" in sheet[int(line) - 1]


def test_knowledge_find_puts_entries_that_share_a_name_first() -> None:
    lines = rasid("knowledge", "find", "الجيش الوطني").out.splitlines()
    assert re.fullmatch(r"\d+ entries have this name; the text around it decides which is meant:", lines[0])
    shared = lines[1 : lines.index("in longer names:")]
    assert len(shared) == int(lines[0].split()[0])
    assert {"LBY", "SYR"} <= {code for line in shared for code in re.findall(r"\(actor, (\w+)\)", line)}


def test_knowledge_names_a_malformed_sheet(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("kind: weapon\nentries:\n  - id: x\n    colour: red\n", encoding="utf-8")
    result = rasid("knowledge", "check", "--folder", tmp_path)
    assert result.code == 2
    assert "bad.yaml: x: unknown key 'colour'" in result.err


def test_relevant_only_skips_other_articles_and_says_so(article: Path, tmp_path: Path) -> None:
    other = tmp_path / "soup.txt"
    other.write_text("يقلى البصل في الزيت حتى يذبل ثم يضاف العدس والماء الساخن.\n", encoding="utf-8")
    told = "\n".join([TEXT, "وأدانت الحكومة التركية القصف وطالبت بوقفه.\n"])
    article.write_text(told, encoding="utf-8")
    found = rasid("read", article, other, "--relevant-only", "--published", "2024-03-12", "--format", "jsonl")
    assert [json.loads(line)["id"] for line in found.out.splitlines()] == ["saraqib"]
    assert "skipped 1 of 2 articles as not about conflict or politics: soup" in found.err
    assert found.code == 0


def test_calibration_is_shown_with_the_score(article: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold.json"
    gold.write_text(json.dumps({"id": "saraqib", "published": "2024-03-14", "assertions": []}), encoding="utf-8")
    found = rasid("eval", "--gold", gold, "--text", article, "--calibration")
    assert re.search(r"^score +assertions +mean score +right$", found.out, re.MULTILINE)
    assert "mean gap" in found.out
