"""What every module of Rasid has to keep (ARCHITECTURE.md 10)."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.build import ROOT, SOURCE
from tests.modules import modules, tree

NAMELESS = {"utils", "util", "helpers", "common", "base", "misc", "tools"}
MODULES = [pytest.param(path, id=str(path.relative_to(SOURCE))) for path, _ in modules()]
STUB = re.compile(r"^\s*(?:pass|\.\.\.)\s*(?:#.*)?$|NotImplementedError|\b(?:TODO|FIXME|XXX)\b", re.MULTILINE)


@pytest.mark.parametrize("path", MODULES)
def test_public_names_are_documented(path: Path) -> None:
    assert ast.get_docstring(tree(path)), f"{path}: say in a docstring what this module is"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            inner = any(node in getattr(f, "body", []) for f in ast.walk(tree(path)) if isinstance(f, ast.FunctionDef))
            assert inner or ast.get_docstring(node), f"{path}:{node.lineno}: {node.name} has no docstring"


@pytest.mark.parametrize("path", MODULES)
def test_modules_have_telling_names(path: Path) -> None:
    assert path.stem not in NAMELESS, f"{path}: name the thing"


@pytest.mark.parametrize("path", MODULES)
def test_nothing_is_left_unfinished(path: Path) -> None:
    found = STUB.search(path.read_text(encoding="utf-8"))
    assert found is None, f"{path}: {found[0].strip() if found else ''!r} is a stub or a loose end"


@pytest.mark.parametrize("path", MODULES)
def test_broad_excepts_stand_in_run_only(path: Path) -> None:
    if path.relative_to(SOURCE).parts[0] == "run":
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = node.type.id if isinstance(node.type, ast.Name) else None
            assert node.type is not None, f"{path}:{node.lineno}: bare except"
            assert caught not in {"Exception", "BaseException"}, f"{path}:{node.lineno}: except {caught}"


KEEP_TIME = {"ingest/clock.py", "store/record.py"}  # when something was received belongs to the record


@pytest.mark.parametrize("path", MODULES)
def test_modules_hold_no_clock_or_chance(path: Path) -> None:
    if path.relative_to(SOURCE).as_posix() in KEEP_TIME:
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            told = f"{node.value.id}.{node.attr}"
            clock = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time"}
            assert told not in clock, f"{path}:{node.lineno}: {told} makes a reading depend on the clock"


@pytest.mark.parametrize("name", ["rasid", "test"])
def test_commands_are_plain_posix_shell(name: str) -> None:
    script = ROOT / name
    assert script.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert script.stat().st_mode & 0o111, f"{name}: is not executable"
    bashisms = re.compile(r"\[\[|\bfunction\s|\blocal\s|\bsource\s|<<<|\$'|&>|\becho -|==")
    code = [line for line in script.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    for line in code:
        assert not bashisms.search(line), f"{name}: {line!r} is not POSIX"
    subprocess.run(["sh", "-n", str(script)], check=True)


def test_constraints_pin_versions_and_nothing_else() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*(?: ; python_version < \"3\.\d+\")?|#.*|", line), line


def test_constraints_pin_every_dependency() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(d for extra in project["optional-dependencies"].values() for d in extra)]
    pinned = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    }
    for dependency in wanted:
        name = re.split(r"[<>=!~\[ ;]", dependency)[0].lower()
        assert name in pinned, f"constraints.txt does not pin {name}"


def test_docs_name_every_dependency() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    for dependency in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        name = re.split(r"[<>=!~\[ ;]", dependency)[0].lower()
        assert name in told, f"docs/dependencies.md does not say why {name} is needed"
