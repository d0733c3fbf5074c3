"""Files of every kind become articles with their bytes, address, day and headline; what cannot be read says why."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from rasid.errors import InputError
from rasid.ingest.files import About
from rasid.ingest.mapping import Mapping, load_mapping, parse_mapping, save_mapping
from rasid.ingest.sources import Options, articles, take
from rasid.model.source import Capture, Refused, Source
from tests.ingest import made
from tests.ingest.made import FIRST, HEADLINE, SECOND, only, page, refusals, refused, sources, taken

TEXT = f"{HEADLINE}\n{FIRST}\n{SECOND}"
LINKED = '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "عنوان مرتبط", "datePublished": "2023-12-14T23:30:00+03:00", "author": {"name": "سمير مثال"}}]}</script>'  # noqa: E501


def test_a_text_file_stays_as_it_is(tmp_path: Path) -> None:
    found = only(taken(tmp_path, "a.txt", TEXT + "\n", About(published="2023-12-15", outlet="المثال")))
    assert found.document.text == TEXT + "\n"
    assert (found.document.published, found.published_basis, found.document.outlet) == ("2023-12-15", "given", "المثال")
    assert found.capture.data == (TEXT + "\n").encode()
    assert found.capture.address == str(tmp_path / "a.txt")


def test_a_page_gives_headline_text_day_outlet_author_and_address(tmp_path: Path) -> None:
    head = (
        '<meta property="article:published_time" content="2023-12-14T23:30:00+03:00">'
        '<meta name="author" content="ليلى مثال">'
        '<link rel="canonical" href="https://example.org/news/1">'
    )
    found = only(taken(tmp_path, "a.html", page(head=head)))
    assert found.document.text == TEXT
    assert found.document.title == HEADLINE
    assert (found.document.published, found.published_basis) == ("2023-12-14", "meta")
    assert (found.document.outlet, found.author) == ("وكالة المثال", "ليلى مثال")
    assert found.document.url == "https://example.org/news/1"
    assert found.capture.media_type == "text/html"


def test_linked_data_tell_day_and_author(tmp_path: Path) -> None:
    found = only(taken(tmp_path, "a.html", page(head=LINKED)))
    assert (found.document.published, found.published_basis, found.author) == ("2023-12-14", "meta", "سمير مثال")


@pytest.mark.parametrize(
    ("path", "day", "basis"),
    [("2022/3/9/khabar", "2022-03-09", "url"), ("khabar", None, "")],
)
def test_the_day_of_a_page_is_told_by_its_address_or_not_at_all(
    tmp_path: Path, path: str, day: str | None, basis: str
) -> None:
    head = f'<link rel="canonical" href="https://example.org/{path}">'
    found = only(taken(tmp_path, "a.html", page(head=head)))
    assert (found.document.published, found.published_basis) == (day, basis)


def test_a_day_that_the_user_gives_fills_what_a_page_does_not_tell(tmp_path: Path) -> None:
    given = About(published="2020-01-01")
    assert only(taken(tmp_path, "a.html", page(), given)).document.published == "2020-01-01"
    assert only(taken(tmp_path, "b.html", page(head=LINKED), given)).document.published == "2023-12-14"


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1256", "iso-8859-1"])
def test_a_page_is_read_whatever_it_says_of_its_encoding(tmp_path: Path, encoding: str, declared: str) -> None:
    data = page().replace('charset="utf-8"', f'charset="{declared}"').encode(encoding)
    found = only(taken(tmp_path, "a.html", data))
    if encoding != "utf-8" or declared != "windows-1256":
        assert found.document.text == TEXT


def test_a_short_page_is_read_too(tmp_path: Path) -> None:
    assert only(taken(tmp_path, "a.html", f"<p>{FIRST}</p>")).document.text == FIRST


def test_a_short_report_is_told_from_the_menu_around_it(tmp_path: Path) -> None:
    menu = "<div><a href=1>الأخبار</a> <a href=2>اقتصاد</a></div>"
    report = f"<h2>{HEADLINE}</h2><span>الخميس 14 ديسمبر 2023</span><div class=text>{FIRST}<br><br>{SECOND}</div>"
    more = "<div><h3>اقرأ أيضا</h3><ul><li><a href=3>خبر آخر عن بلد آخر</a></li></ul></div>"
    head = f"<html><head><title>{HEADLINE} - صحيفة المثال</title></head>"
    markup = f"{head}<body>{menu}<div class=content>{report}</div>{more}</body></html>"
    assert only(taken(tmp_path, "a.html", markup)).document.text == TEXT


def test_a_page_may_not_claim_the_address_of_another_site() -> None:
    data = page(head='<link rel="canonical" href="https://other.example/x">').encode()
    found = only(list(articles(Capture("https://example.org/1", data, "text/html", "http"))))
    assert found.document.url == "https://example.org/1"


def test_a_saved_page_is_read_by_its_parts(tmp_path: Path) -> None:
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/news/2\r\nSubject: x\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n'
    )
    part = "--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: https://example.org/news/2\r\n\r\n"
    image = "\r\n--B\r\nContent-Type: image/png\r\n\r\nxx\r\n--B--\r\n"
    found = only(taken(tmp_path, "a.mhtml", head + part + page() + image))
    assert found.document.text == TEXT
    assert found.document.url == "https://example.org/news/2"
    assert found.capture.media_type == "multipart/related"


def test_a_pdf_is_read_in_order_and_its_lines_are_joined(tmp_path: Path) -> None:
    logical = ["قتل 3 جنود في هجوم على مدينة صنعاء (أمس) وفق ما", "أعلنت الوزارة في بيان."]
    looked = [line[::-1].translate(str.maketrans("()", ")(")) for line in logical]
    joined = " ".join(logical)
    assert only(taken(tmp_path, "a.pdf", made.pdf(logical))).document.text == joined
    assert only(taken(tmp_path, "b.pdf", made.pdf(looked))).document.text == joined


def test_a_mail_has_its_subject_as_headline(tmp_path: Path) -> None:
    mail = (
        "From: =?utf-8?b?2YjZg9in2YTYqQ==?= <a@example.org>\r\nDate: Thu, 14 Dec 2023 23:30:00 +0300\r\n"
        "Subject: =?utf-8?b?2K7YqNix?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n"
        f"--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{FIRST}\r\n\r\n{SECOND}\r\n"  # noqa: E501
        '--B\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename="a.png"\r\n\r\nxx\r\n--B--\r\n'
    )
    found = only(taken(tmp_path, "a.eml", mail))
    assert found.document.text == f"خبر\n{FIRST}\n{SECOND}"
    assert (found.document.published, found.published_basis, found.capture.via) == ("2023-12-14", "meta", "mail")
    assert found.author == "وكالة <a@example.org>"
    assert [problem.what for problem in found.problems] == ["attachment not read: a.png"]


def test_a_mail_in_markup_is_read_too(tmp_path: Path) -> None:
    mail = f"From: a@example.org\r\nDate: x\r\nSubject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{FIRST}</p><script>x</script>"  # noqa: E501
    assert only(taken(tmp_path, "a.eml", mail)).document.text == f"x\n{FIRST}"


def test_rows_of_json_lines_keep_their_lines(tmp_path: Path) -> None:
    rows = [
        {"text": FIRST, "title": HEADLINE, "date": "2023-12-14", "source": "المثال", "url": "https://example.org/1"},
        {"text": SECOND, "id": "k7"},
        {"text": SECOND, "id": 12},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    found = taken(tmp_path, "a.jsonl", "\n".join([*lines, "{broken", "", '{"text": 5}', '{"x": 1}']) + "\n")
    first, second, third = sources(found)
    assert first.document.text == f"{HEADLINE}\n{FIRST}"
    assert (first.document.published, first.document.outlet) == ("2023-12-14", "المثال")
    assert first.capture.data == lines[0].encode()
    assert first.capture.address.endswith("a.jsonl!1")
    assert first.capture.container == hashlib.sha256((tmp_path / "a.jsonl").read_bytes()).hexdigest()
    assert (second.document.id, third.document.id[0]) == ("k7", "a")
    assert [where for where, _ in refusals(found)] == ["4", "6", "7"]


def test_a_json_array_is_read_by_its_elements(tmp_path: Path) -> None:
    rows = [{"body": {"text": FIRST}, "n": 1}, {"body": {"text": SECOND}}, 7]
    options = Options(parse_mapping("text=body.text"))
    found = taken(tmp_path, "a.json", json.dumps(rows, indent=1), options=options)
    assert [item.document.text for item in sources(found)] == [FIRST, SECOND]
    assert refusals(found) == [("3", "is no object with names and values")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1256", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_any_encoding_with_any_mark_between(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [
        delimiter.join(["النص", "اليوم"]),
        delimiter.join([f'"{FIRST}\n{SECOND.replace("،", "")}"', "14/12/2023"]),
        delimiter.join(["", "x"]),
        delimiter.join([FIRST, "2023-12-40"]),
    ]
    options = Options(Mapping(text="النص", published="اليوم", date_format="%d/%m/%Y"))
    found = taken(tmp_path, "a.csv", ("\r\n".join(lines) + "\r\n").encode(encoding), options=options)
    article = next(sources(found))
    assert article.document.text == f"{FIRST}\n{SECOND.replace('،', '')}"
    assert article.document.published == "2023-12-14"
    assert article.capture.address.endswith("!2")
    assert (
        article.capture.data.decode(encoding.removesuffix("-sig") if encoding != "utf-16" else "utf-16-le")
        == lines[1] + "\r\n"
    )
    assert [where for where, _ in refusals(found)] == ["3", "4"]


def test_a_table_without_a_text_column_says_what_columns_it_has(tmp_path: Path) -> None:
    reason = refused(taken(tmp_path, "a.csv", "a,b\n1,2\n")).reason
    assert "--map text=COLUMN" in reason
    assert "a, b" in reason


def test_a_date_that_may_be_two_days_is_refused(tmp_path: Path) -> None:
    reason = refused(taken(tmp_path, "a.csv", f"text,date\n{FIRST},03/04/2023\n")).reason
    assert "date_format" in reason


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    import datetime

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "أخبار"
    sheet.append([None])
    sheet.append(["text", "date"])
    sheet.append([FIRST, datetime.datetime(2023, 12, 14)])
    other = book.create_sheet("other")
    other.append(["text"])
    other.append([SECOND])
    buffer = io.BytesIO()
    book.save(buffer)
    first, second = sources(taken(tmp_path, "a.xlsx", buffer.getvalue()))
    assert (first.document.text, first.document.published) == (FIRST, "2023-12-14")
    assert first.capture.address.endswith("a.xlsx!أخبار!3")
    assert json.loads(first.capture.data)["text"] == FIRST
    assert second.document.text == SECOND


def test_a_mapping_is_kept_in_a_file(tmp_path: Path) -> None:
    mapping = Mapping(text='ال"نص', published="b", date_format="%d/%m/%Y", delimiter="\t")
    save_mapping(mapping, tmp_path / "m.toml")
    assert load_mapping(tmp_path / "m.toml") == mapping
    assert parse_mapping("title=t,delimiter=tab", mapping) == replace(mapping, title="t")
    with pytest.raises(InputError, match="is not NAME=COLUMN"):
        parse_mapping("text")
    (tmp_path / "m.toml").write_text("[columns]\nbody = 'x'\n")
    with pytest.raises(InputError, match="does not know body"):
        load_mapping(tmp_path / "m.toml")


@pytest.mark.parametrize("packed", [False, True])
def test_a_warc_gives_its_pages(tmp_path: Path, packed: bool) -> None:
    name = "a.warc.gz" if packed else "a.warc"
    found = taken(tmp_path, name, made.warc(2, packed=packed))
    first, second = sources(found)
    assert len(found) == 2
    assert first.capture.address.endswith(f"{name}!https://example.org/1")
    assert (first.capture.via, first.capture.retrieved, first.capture.status) == ("warc", "2023-12-15T08:00:00Z", 200)
    assert ("content-type", "text/html; charset=utf-8") in first.capture.headers
    assert first.capture.data == page(headline=f"{HEADLINE} 1").encode()
    assert second.document.url == "https://example.org/2"


def test_pages_in_a_warc_are_unpacked_and_furniture_is_let_by(tmp_path: Path) -> None:
    body = page().encode()
    chunks = b"".join(
        f"{len(body[i : i + 99]):x}\r\n".encode() + body[i : i + 99] + b"\r\n" for i in range(0, len(body), 99)
    )
    records = [
        made.warc_record(
            "https://example.org/gz", made.answer(gzip.compress(body), headers="Content-Encoding: gzip\r\n")
        ),
        made.warc_record(
            "https://example.org/ch", made.answer(chunks + b"0\r\n\r\n", headers="Transfer-Encoding: chunked\r\n")
        ),
        made.warc_record("https://example.org/no", made.answer(body, headers="Content-Encoding: gzip\r\n")),
        made.warc_record("https://example.org/x.png", made.answer(b"x", media="image/png")),
        made.warc_record("https://example.org/moved", made.answer(b"", status="301 Moved")),
        made.warc_record("https://example.org/gone", made.answer(body, status="404 Not Found")),
        made.warc_record("https://example.org/gz", b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        made.warc_record(
            "https://example.org/wet", FIRST.encode(), kind="conversion", fields="Content-Type: text/plain\r\n"
        ),
    ]
    found = taken(tmp_path, "a.warc", b"".join(records))
    assert [item.document.text for item in sources(found)] == [TEXT, TEXT, TEXT, FIRST]
    assert refusals(found) == [("https://example.org/gone", "is not the page: the server answered 404")]


def test_a_wacz_gives_the_pages_of_its_archive_alone(tmp_path: Path) -> None:
    members = {
        "archive/data.warc.gz": made.warc(1, packed=True),
        "datapackage.json": b"{}",
        "pages/pages.jsonl": b'{"format": "x"}\n{"url": "x"}\n',
    }
    found = only(taken(tmp_path, "a.wacz", made.zipped(members)))
    assert found.capture.address.endswith("a.wacz!archive/data.warc.gz!https://example.org/1")


def test_a_telegram_export_gives_its_posts(tmp_path: Path) -> None:
    messages = [
        {"id": 1, "type": "service", "action": "pin"},
        {
            "id": 2,
            "type": "message",
            "date": "2023-12-14T10:00:00",
            "text": ["قتل ", {"type": "bold", "text": "ثلاثة جنود"}, "."],
            "forwarded_from": "قناة أخرى",
        },
        {"id": 3, "type": "message", "date": "2023-12-14T10:00:00", "photo": "x.jpg", "text": ""},
    ]
    chat = {"name": "قناة المثال", "type": "public_channel", "id": 77, "messages": messages}
    for export in (chat, {"about": "x", "chats": {"about": "y", "list": [chat, {**chat, "messages": []}]}}):
        found = taken(tmp_path, "result.json", json.dumps(export, ensure_ascii=False, indent=1))
        article = next(sources(found))
        assert article.document.text == "قتل ثلاثة جنود."
        assert (article.document.outlet, article.document.published) == ("قناة المثال", "2023-12-14")
        assert article.document.url == "https://t.me/c/77/2"
        assert article.capture.headers == (("forwarded-from", "قناة أخرى"),)
        assert json.loads(article.capture.data)["id"] == 2
        assert refusals(found) == [("قناة المثال 3", "has no text, only photo")]


def test_a_feed_gives_the_texts_that_it_holds(tmp_path: Path) -> None:
    items = made.rss_item("https://example.org/1", f"<p>{FIRST}</p><p onclick='x'>{SECOND}</p>") + made.rss_item(
        "https://example.org/2"
    )
    found = taken(tmp_path, "a.xml", made.rss(items))
    article = next(sources(found))
    assert article.document.text == TEXT
    assert (article.document.published, article.published_basis) == ("2023-12-14", "feed")
    assert (article.document.outlet, article.document.url) == ("وكالة المثال", "https://example.org/1")
    assert article.capture.data.startswith(b"<item>")
    assert article.capture.data.endswith(b"</item>")
    assert [where for where, _ in refusals(found)] == ["https://example.org/2"]


def test_an_atom_feed_and_a_sitemap_are_known_by_their_bytes(tmp_path: Path) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>خبر</title><link href="https://example.org/1"/>'
        f'<updated>2023-12-14T10:00:00Z</updated><content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry></feed>'  # noqa: E501
    )
    assert only(taken(tmp_path, "a.txt", atom)).document.text == f"خبر\n{FIRST}"
    sitemap = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.org/1</loc></url></urlset>'
    assert refused(taken(tmp_path, "b.xml", sitemap)).reason.startswith("lists 1 page but holds no text")


def test_folders_are_read_by_name_and_archives_like_folders(tmp_path: Path) -> None:
    (tmp_path / "f" / "sub").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden"):
        (tmp_path / "f" / name).write_text(f"{FIRST} {name}")
    (tmp_path / "f" / "z.txt.gz").write_bytes(gzip.compress(FIRST.encode()))
    (tmp_path / "f" / "loop").symlink_to(tmp_path / "f")
    found = [item for item in take([tmp_path / "f"]) if isinstance(item, Source)]
    assert [Path(item.capture.address).name for item in found] == ["a.txt", "b.txt", "c.txt", "z.txt.gz"]
    members = {
        "b.txt": FIRST.encode(),
        "a.html": page().encode(),
        "__MACOSX/x": b"x",
        "in/c.zip": made.zipped({"d.txt": SECOND.encode()}),
    }
    found = list(sources(taken(tmp_path, "a.zip", made.zipped(members))))
    assert [item.capture.address.partition("!")[2] for item in found] == ["a.html", "b.txt", "in/c.zip!d.txt"]


def test_the_same_file_twice_gives_the_same(tmp_path: Path) -> None:
    data = made.warc(3, packed=True)
    assert taken(tmp_path, "a.warc.gz", data) == taken(tmp_path, "a.warc.gz", data)


def test_ids_follow_outlet_address_day_and_text(tmp_path: Path) -> None:
    rows = [
        {"text": FIRST},
        {"text": FIRST, "url": "https://example.org/1"},
        {"text": FIRST, "date": "2023-12-14"},
        {"text": FIRST},
    ]
    found = list(sources(taken(tmp_path, "a.jsonl", "\n".join(json.dumps(row) for row in rows))))
    ids = [item.document.id for item in found]
    assert ids[0] == ids[3]
    assert len(set(ids)) == 3
    assert all(len(i) == 17 and i.startswith("a") for i in ids)


def test_what_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    found = list(take([tmp_path / "nothing", tmp_path / "pipe"]))
    assert [item.reason for item in found if isinstance(item, Refused)] == [
        "no such file; check the name and the folder",
        "is no ordinary file",
    ]


@pytest.mark.parametrize(
    "first", ["[المثال] ", "{المثال} ", "<<المثال>> ", "From: here to there. ", "WARC is a format. "]
)
def test_a_text_that_begins_like_another_kind_is_a_text(tmp_path: Path, first: str) -> None:
    assert only(taken(tmp_path, "a.txt", first + FIRST)).document.text == first + FIRST
