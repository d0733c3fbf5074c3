"""Files made to break what reads them: nothing crashes, nothing before the fault is lost, and the reason is told."""

from __future__ import annotations

import gzip
import io
import json
import random
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from rasid.errors import InputError
from rasid.ingest import limits, tables
from rasid.ingest.limits import Limits
from rasid.ingest.page import Page
from rasid.ingest.sources import Options, take
from rasid.ingest.unpack import unpacked
from rasid.ingest.worker import Worker
from rasid.model.source import Refused, Source
from tests.ingest import made
from tests.ingest.made import FIRST, HEADLINE, SECOND, only, page, refusals, refused, sources, taken

LAUGHS = (
    '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


def test_a_zip_bomb_is_stopped_and_what_came_before_it_is_kept(tmp_path: Path) -> None:
    bomb = made.zipped({"a.txt": FIRST.encode(), "b.txt": b" " * 30_000_000, "c.txt": SECOND.encode()})
    found = taken(tmp_path, "a.zip", bomb, options=Options(limits=Limits(item=10_000_000)))
    assert [item.document.text for item in sources(found)] == [FIRST, SECOND]
    assert refusals(found) == [("b.txt", "is larger than 10 MB, no single article")]


ENDLESS = b"{}\n" + (b" " * 99_999 + b"\n") * 30


def test_an_archive_that_unpacks_without_end_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SLACK", 10_000_000)
    data = made.zipped({f"{n}.jsonl": ENDLESS for n in range(5)} | {"0.txt": FIRST.encode()})
    found = taken(tmp_path, "a.zip", data)
    assert [item.document.text for item in sources(found)] == [FIRST]
    assert "unpacks to more than" in refusals(found)[-1][1]
    assert refusals(found)[-1][0] == ""


def test_a_gzip_bomb_is_stopped_in_small_memory(tmp_path: Path) -> None:
    data = gzip.compress(b"{}\n" + (b" " * 999_999 + b"\n") * 110, 1)
    data = gzip.compress(data)
    tracemalloc.start()
    found = taken(tmp_path, "a.jsonl.gz", data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "unpacks to more than" in refusals(found)[-1][1]
    assert peak < 30_000_000


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    data = FIRST.encode()
    for _ in range(6):
        data = made.zipped({"x.zip": data})
    assert "deep" in refused(taken(tmp_path, "x.zip", data)).reason


def test_too_many_members_are_not_read(tmp_path: Path) -> None:
    data = made.zipped({f"{n}.txt": FIRST.encode() for n in range(20)})
    found = taken(tmp_path, "a.zip", data, options=Options(limits=Limits(members=5)))
    assert len(list(sources(found))) == 5
    assert "holds more than 5 items" in refusals(found)[0][1]


def test_names_that_climb_out_of_their_folder_lead_nowhere(tmp_path: Path) -> None:
    members = {
        "../../etc/passwd.txt": FIRST.encode(),
        "/abs.txt": SECOND.encode(),
        "x\u202etxt.exe\n.txt": HEADLINE.encode(),
    }
    (tmp_path / "in").mkdir()
    found = list(sources(taken(tmp_path / "in", "a.zip", made.zipped(members))))
    assert [item.capture.address.partition("!")[2] for item in found] == [
        "../../etc/passwd.txt",
        "/abs.txt",
        "x\ufffdtxt.exe\ufffd.txt",
    ]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip", "in"]


def test_locked_and_damaged_members_are_refused_by_name(tmp_path: Path) -> None:
    data = bytearray(made.zipped({"a.txt": FIRST.encode() * 50, "b.txt": SECOND.encode()}))
    data[60:70] = b"\xff" * 10
    found = taken(tmp_path, "a.zip", bytes(data))
    assert [item.document.text for item in sources(found)] == [SECOND]
    assert "is damaged" in refusals(found)[0][1]
    locked = bytearray(made.zipped({"a.txt": FIRST.encode()}))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    assert refused(taken(tmp_path, "b.zip", bytes(locked))).reason == "is locked with a password"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("cut", [40, 400, 700])
def test_a_warc_cut_in_half_gives_what_stands_before_the_cut(tmp_path: Path, packed: bool, cut: int) -> None:
    data = made.warc(3, packed=packed)
    found = taken(tmp_path, "a.warc", data[:-cut])
    texts = [item.document.title for item in sources(found)]
    assert texts[:1] == [f"{HEADLINE} 1"]
    assert len(texts) < 3
    assert "is cut off" in refusals(found)[0][1]


def test_a_damaged_record_is_passed_over(tmp_path: Path) -> None:
    good = made.warc(2)
    odd = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nxx\r\n\r\nrubbish\r\n\r\n"
    found = taken(tmp_path, "a.warc", odd + good)
    assert len(list(sources(found))) == 2
    assert len(refusals(found)) == 2


def test_a_record_that_lies_about_its_length_costs_no_memory(tmp_path: Path) -> None:
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n"
    assert "is cut off" in refusals(taken(tmp_path, "a.warc", head + b"x" * 1000))[-1][1]


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_a_packed_page_that_unpacks_without_end_is_refused(encoding: str) -> None:
    import zlib

    import brotli

    body = b"a" * 60_000_000

    def packed(data: bytes) -> bytes:
        if encoding == "br":
            return bytes(brotli.compress(data, quality=1))
        return gzip.compress(data) if encoding == "gzip" else zlib.compress(data)

    with pytest.raises(InputError, match=r"unpacks to more than|is larger than"):
        unpacked(packed(body), encoding, 50_000_000, 200)
    assert unpacked(packed(FIRST.encode()), encoding, 50_000_000, 200) == FIRST.encode()


def test_a_page_with_scripts_and_entities_of_its_own_is_read_without_them(tmp_path: Path) -> None:
    body = f'<p>{FIRST} &c;</p><p onclick="alert(1)">{SECOND}</p><script>alert(2)</script><iframe src="https://x"></iframe>'
    found = only(taken(tmp_path, "a.html", page(doctype=LAUGHS, body=body)))
    assert SECOND in found.document.text
    assert "alert" not in found.document.text
    assert "haha" not in found.document.text


@pytest.mark.parametrize("kind", ["rss", "urlset"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_feeds_that_declare_entities_are_left_alone(tmp_path: Path, kind: str, encoding: str) -> None:
    data = (
        LAUGHS.replace("DOCTYPE html", f"DOCTYPE {kind}")
        + f"<{kind}><channel><item><title>&c;</title></item></channel></{kind}>"
    )
    if encoding == "utf-8":
        assert "declares entities" in refused(taken(tmp_path, "a.xml", data.encode(encoding))).reason
    else:
        assert isinstance(taken(tmp_path, "a.xml", data.encode(encoding))[0], Refused)


def test_a_workbook_with_entities_is_left_alone(tmp_path: Path) -> None:
    members = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": LAUGHS.encode() + b"<workbook/>"}
    assert "declare a document type" in refused(taken(tmp_path, "a.xlsx", made.zipped(members))).reason


def test_a_workbook_bomb_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "BOOK", 1_000_000)
    bomb = made.zipped({"xl/a.xml": b" " * 1_000_001})
    assert "unpacks to" in refused(taken(tmp_path, "a.xlsx", bomb)).reason


def test_a_pdf_that_loops_is_refused(tmp_path: Path) -> None:
    assert "PDF" in refused(taken(tmp_path, "a.pdf", made.pdf([FIRST], loops=True))).reason


def test_only_so_many_pages_of_a_pdf_are_read(tmp_path: Path) -> None:
    found = only(taken(tmp_path, "a.pdf", made.pdf([FIRST], pages=9), options=Options(limits=Limits(pages=3))))
    assert found.document.text.count(FIRST) == 3
    assert [problem.what for problem in found.problems] == ["only the first 3 of 9 pages were read"]


def test_a_pdf_without_text_and_a_cut_pdf_say_so(tmp_path: Path) -> None:
    assert "without text" in refused(taken(tmp_path, "a.pdf", made.pdf(["123"]))).reason
    assert isinstance(taken(tmp_path, "b.pdf", made.pdf([FIRST])[:300])[0], Refused)


def test_what_takes_too_long_to_read_is_stopped_and_the_next_is_read() -> None:
    process = Worker()
    begin = time.monotonic()
    with pytest.raises(InputError, match="takes longer than"):
        process.call("page", b"<p>" * 40_000 + "<p>نص قصير هنا</p>\n".encode() * 200_000, Page, 1.5)
    assert time.monotonic() - begin < 10
    assert process.call("page", page().encode(), Page, 30.0).told.title == HEADLINE
    process.close()


def test_what_breaks_the_reading_process_is_refused_and_the_next_is_read() -> None:
    process = Worker()
    with pytest.raises(InputError, match="breaks what reads it"):
        process.call("nothing", b"", Page, 30.0)
    assert process.call("page", page().encode(), Page, 30.0).told.title == HEADLINE
    process.close()


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_json_nested_without_end_is_refused(tmp_path: Path, name: str) -> None:
    data = '{"text": ' + "[" * 200_000 + "]" * 200_000 + "}\n"
    assert "JSON" in refused(taken(tmp_path, name, data)).reason


def test_a_telegram_export_cut_in_half_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    messages = [{"id": n, "type": "message", "text": FIRST, "date": "2023-12-14T10:00:00"} for n in range(5)]
    data = json.dumps({"name": "x", "id": 1, "messages": messages})
    found = taken(tmp_path, "result.json", data[:-150])
    assert len(list(sources(found))) == 4
    assert "is cut off" in refusals(found)[0][1]


def test_a_line_without_end_is_refused_and_the_next_read(tmp_path: Path) -> None:
    long = '{"text": "' + "a" * 11_000_000 + '"}\n'
    found = taken(tmp_path, "a.jsonl", long + json.dumps({"text": FIRST}))
    assert [item.document.text for item in sources(found)] == [FIRST]
    assert refusals(found) == [("1", "is a line longer than any article")]


def test_a_quote_that_never_closes_does_not_swallow_more_than_an_article(tmp_path: Path) -> None:
    data = 'text,x\n"' + ("كلمة " * 1000 + "\n") * 2_005 + f'"\n{FIRST},1\n'
    found = taken(tmp_path, "a.csv", data)
    assert any("cannot be read as a row" in reason for _, reason in refusals(found))


def test_many_items_take_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w") as stream:
        for n in range(1_000):
            stream.write(json.dumps({"text": f"{FIRST} {n}"}) + "\n")
    tracemalloc.start()
    count = sum(isinstance(item, Source) for item in take([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 1_000
    assert peak < 5_000_000


def test_a_member_without_a_name_breaks_nothing(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), FIRST.encode())
        archive.writestr("x", SECOND.encode())
    assert [item.document.text for item in sources(taken(tmp_path, "a.zip", buffer.getvalue()))] == [FIRST, SECOND]


def test_files_with_random_faults_never_crash(tmp_path: Path) -> None:
    kinds = {
        "a.warc.gz": made.warc(2, packed=True),
        "a.warc": made.warc(2),
        "a.zip": made.zipped({"a.txt": FIRST.encode(), "b.html": page().encode(), "c.warc": made.warc(1)}),
        "a.xml": made.rss(made.rss_item("https://example.org/1", FIRST)).encode(),
        "a.pdf": made.pdf([FIRST]),
        "a.csv": f"text,date\n{FIRST},2023-12-14\n".encode(),
        "result.json": json.dumps({"name": "x", "id": 1, "messages": [{"id": 2, "text": [FIRST]}]}).encode(),
        "a.html": page().encode(),
    }
    chance = random.Random(7)  # noqa: S311
    for name, data in kinds.items():
        for _ in range(10):
            faulty = bytearray(data)
            for _ in range(chance.choice([1, 3, 12])):
                at = chance.randrange(len(faulty) + 1)
                faulty[at : at + chance.choice([0, 1, 40])] = chance.randbytes(chance.choice([0, 1, 9]))
            for item in taken(tmp_path, name, bytes(faulty)):
                assert isinstance(item, Source) or item.reason


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"\x00" * 500,
        b"\x89PNG\r\n\x1a\nxx",
        b"PK\x03\x04rubbish",
        b"\x1f\x8brubbish",
        b"%PDF-1.4 rubbish",
        b"WARC/",
        b"{",
        b"[",
        b"<",
        b"<rss",
        b"From: x\r\nDate: y\r\n\r\n",
        b"\xff\xfe\x00",
    ],
)
@pytest.mark.parametrize("name", ["a", "a.csv", "a.xlsx", "a.jsonl", "a.html", "a.xml", "a.mhtml"])
def test_rubbish_is_refused_with_a_reason(tmp_path: Path, name: str, data: bytes) -> None:
    found = taken(tmp_path, name, data)
    assert all(isinstance(item, Refused) and item.reason for item in found), found
