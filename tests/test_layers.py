"""The house rules that imports and literals can break (ARCHITECTURE.md 3)."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest

from tests.build import ROOT, SOURCE
from tests.modules import imports, literals, modules

FLOORS = [
    "errors version",
    "model",
    "text",
    "knowledge examples",
    "lang extract link",
    "ingest store export analyse",
    "run",
    "cli",
]
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms.split()}
PURE = {room for room, number in FLOOR.items() if number <= FLOOR["link"]}
OUTSIDE = {"os", "random", "time", "socket", "sqlite3", "subprocess", "urllib", "httpx", "requests"}
DOORS = {"__init__", "__main__"}  # the public names and the entry point see everything

MODULES = [pytest.param(path, room, id=str(path.relative_to(SOURCE))) for path, room in modules()]


@pytest.mark.parametrize(("path", "room"), MODULES)
def test_imports_only_go_down(path: Path, room: str) -> None:
    if room in DOORS:
        return
    for name in imports(path):
        if name.startswith("rasid."):
            other = name.split(".")[1]
            assert other == room or FLOOR[other] < FLOOR[room], f"{path}: {room} imports {name}"


@pytest.mark.parametrize(("path", "room"), [m for m in MODULES if m.values[1] in PURE])
def test_pure_rooms_touch_nothing_outside(path: Path, room: str) -> None:
    touched = OUTSIDE & {name.split(".")[0] for name in imports(path)}
    assert not touched, f"{path}: {room} is a pure room but imports {touched}"


@pytest.mark.parametrize(("path", "room"), [m for m in MODULES if m.values[1] not in {"lang", "knowledge"}])
def test_arabic_lives_in_lang_and_knowledge(path: Path, room: str) -> None:
    del room
    for line, text in literals(path):
        letters = [c for c in text if unicodedata.name(c, "").startswith("ARABIC LETTER")]
        assert not letters, f"{path}:{line}: Arabic letters {''.join(letters)!r} belong in lang/ or knowledge/data/"


def test_floors_name_the_rooms_that_there_are() -> None:
    rooms = {room for _, room in modules()} - DOORS
    assert rooms == FLOOR.keys(), f"FLOORS and the rooms differ in {rooms ^ FLOOR.keys()}"


def test_the_architecture_page_has_the_same_floors() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    told = [
        set(re.findall(r"[a-z]+", line.split("  ", 1)[1].split("←")[0].split("(")[0]))
        for line in page.splitlines()
        if re.match(r"\d  [a-z]", line)
    ]
    assert told[::-1] == [set(rooms.split()) for rooms in FLOORS]


def test_no_room_is_empty() -> None:
    for folder in SOURCE.rglob("*"):
        if folder.is_dir() and folder.name != "__pycache__":
            files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
            assert not files or {path.name for path in files} != {"__init__.py"}, f"{folder}: an empty room"
