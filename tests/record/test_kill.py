"""Runs that are killed and taken up again leave the record of one undisturbed run."""

from __future__ import annotations

from pathlib import Path

from benchmarks.record.kill import kill


def test_killed_runs_leave_the_record_of_an_undisturbed_one(tmp_path: Path) -> None:
    result = kill(14, 3, tmp_path, seed=2)
    assert (result.differences, result.faults) == ((), ())
    assert result.same
    assert result.kills > 0
