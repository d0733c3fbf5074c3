"""The cache of knowledge: the same readings with and without it, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasid.examples import load_examples
from rasid.model import Document
from rasid.run import cache, pipeline
from rasid.run.knowledge_parts import KnowledgeParts
from rasid.run.pipeline import Reader
from tests.build import reader


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RASID_CACHE", str(tmp_path / "cache"))
    shared = reader().knowledge
    monkeypatch.setattr(pipeline, "load", lambda _folder: shared)
    monkeypatch.setattr(cache, "warmed", lambda knowledge: knowledge)
    return tmp_path / "cache"


def test_readings_are_the_same_from_the_cache(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.load_cached()
    assert len(list(place.iterdir())) == 1
    monkeypatch.delattr(pipeline, "load")
    fetched = Reader(cache.load_cached())
    assert fetched.knowledge is not reader().knowledge
    for example in load_examples():
        assert fetched.read(example.document) == reader().read(example.document)


def test_the_entries_are_the_same_from_the_cache(place: Path) -> None:
    del place
    cache.load_cached()
    fetched, built = cache.load_cached(), reader().knowledge
    assert fetched is not built
    assert list(fetched.sheets) == list(built.sheets)
    assert list(fetched.gazetteer) == list(built.gazetteer)
    assert fetched.forms == built.forms
    for actor in fetched.actors[:9]:
        assert fetched.stored["actors by id"][actor.id] is actor


def test_a_reading_makes_only_the_entries_that_it_meets(place: Path) -> None:
    del place
    reader().read(load_examples()[0].document)
    cache.load_cached()
    knowledge = cache.load_cached()
    assert isinstance(knowledge.stored, KnowledgeParts)
    entries = knowledge.stored.entries
    assert not any(rows.opened for rows in entries.values())
    Reader(knowledge).read(Document("x", "قصف الجيش السوري بلدة سراقب"))
    assert 0 < entries["actor"].opened < len(entries["actor"]) // 10
    assert not entries["place"].opened


def test_who_waits_is_told_before_the_sheets_are_read(place: Path) -> None:
    del place
    told: list[str] = []
    for _ in range(2):
        cache.load_cached(building=lambda: told.append("reading the sheets"))
    assert told == ["reading the sheets"]


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\x80\x05K\x01.", bytes(64)])
def test_a_broken_file_is_let_be(place: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "keep", lambda _knowledge, _file: None)
    place.mkdir()
    (place / f"knowledge-{cache.fingerprint(None)}.parts").write_bytes(content)
    assert cache.load_cached() is reader().knowledge


@pytest.mark.parametrize("at", [0, 100, 5000, -1])
def test_a_file_with_one_wrong_byte_is_let_be(place: Path, at: int) -> None:
    cache.load_cached()
    (file,) = place.iterdir()
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)
    assert cache.load_cached() is reader().knowledge


def test_a_file_cut_short_is_let_be(place: Path) -> None:
    cache.load_cached()
    (file,) = place.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    assert cache.load_cached() is reader().knowledge


def test_a_file_of_another_user_is_let_be(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del place
    cache.load_cached()
    monkeypatch.setattr("os.getuid", lambda: -1)
    assert cache.load_cached() is reader().knowledge


def test_a_folder_that_cannot_be_made_is_let_be(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del place
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RASID_CACHE", str(tmp_path / "file" / "cache"))
    assert cache.load_cached() is reader().knowledge


def test_it_can_be_switched_off(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASID_CACHE", "off")
    assert cache.load_cached() is reader().knowledge
    assert not place.exists()


def test_other_sheets_have_another_name(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("kind: weapon\nentries: []\n")
    first = cache.fingerprint(tmp_path)
    (tmp_path / "a.yaml").write_text("kind: weapon\nentries: [] \n")
    assert cache.fingerprint(tmp_path) != first != cache.fingerprint(None)
