"""Files of several kinds go into a record by one command, and a mapping of columns is kept for the next time."""

from __future__ import annotations

import csv
from pathlib import Path

from click.testing import CliRunner

from rasid.cli import command
from tests.ingest import made
from tests.ingest.made import FIRST, page


def run(*arguments: object) -> tuple[int, str]:
    """The exit code and all that a command says."""
    done = CliRunner().invoke(command, [str(argument) for argument in arguments], prog_name="rasid")
    return done.exit_code, done.output


def test_files_of_several_kinds_are_added_once(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.html").write_text(page(), encoding="utf-8")
    (folder / "b.warc.gz").write_bytes(made.warc(2, packed=True)[:-300])
    (folder / "c.zip").write_bytes(made.zipped({"../x.txt": FIRST.encode(), "y.bin": b"\x00" * 9}))
    record, log = tmp_path / "r.db", tmp_path / "log.csv"
    code, told = run("add", folder, "--record", record, "--log", log)
    assert code == 2
    assert "b.warc.gz: is cut off" in told
    rows = {
        Path(row["address"]).name: row["outcome"]
        for row in csv.DictReader(log.read_text(encoding="utf-8").splitlines())
    }
    assert sorted(rows.values()) == ["added", "added", "added", "refused", "refused"]
    code, told = run("add", folder, "--record", record)
    assert "added" not in told
    assert run("verify", "--record", record)[0] == 0


def test_a_mapping_is_saved_and_used(tmp_path: Path) -> None:
    table, kept, record = tmp_path / "t.csv", tmp_path / "m.toml", tmp_path / "r.db"
    table.write_text(f"النص;اليوم\n{FIRST};14/12/2023\n", encoding="utf-8")
    pairs = "text=النص,published=اليوم,date_format=%d/%m/%Y"
    assert run("add", table, "--record", record, "--map", pairs, "--save-mapping", kept)[0] == 0
    code, told = run("add", table, "--record", record, "--mapping", kept)
    assert code == 0
    assert "1 unchanged" in told
