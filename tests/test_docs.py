"""The documents tell the truth: their example is what Rasid makes, their commands and files exist."""

from __future__ import annotations

import importlib.util
import re
import types
from pathlib import Path

import pytest

from rasid.cli import COMMANDS
from rasid.cli.knowledge import command as knowledge_command
from rasid.cli.read import FORMATS
from rasid.run.pipeline import STAGES
from tests.build import ROOT, reader

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def script(name: str) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_example_of_the_readme_is_what_rasid_makes() -> None:
    made = script("readme_example").with_example(README, reader())
    assert made == README, "the README is behind; run: .venv/bin/python scripts/readme_example.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name}: {target} is not there"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_in_the_documents_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for name in re.findall(r"\./rasid ([a-z]+)", text):
        assert name in COMMANDS, f"{page.name}: ./rasid {name}"
    for name in re.findall(r"rasid knowledge ([a-z-]+)", text):
        assert name in knowledge_command.commands, f"{page.name}: rasid knowledge {name}"
    for name in re.findall(r"--format ([a-z]+)", text):
        assert name in FORMATS, f"{page.name}: --format {name}"


def test_every_stage_is_told_of() -> None:
    told = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    missing = [stage.name for stage in STAGES if f"`{stage.name}`" not in told]
    assert not missing, f"docs/reading.md does not tell of {missing}"


def test_pages_are_short_enough_to_read() -> None:
    for page in PAGES:
        assert len(page.read_text(encoding="utf-8").splitlines()) <= 300, page.name
