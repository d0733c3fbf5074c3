"""Sentences and quotations."""

from __future__ import annotations

import pytest

from rasid.model import Block, Document, Reading, Span
from rasid.text.quotes import find_pairs, find_quotes
from rasid.text.sentences import find_sentences


def read(text: str) -> Reading:
    reading = Reading(Document("test", text), blocks=(Block(Span(0, len(text)), "body"),))
    return find_quotes.run(find_sentences.run(reading, None), None)


def sentences(text: str) -> list[str]:
    reading = read(text)
    return [reading.quote(sentence.span) for sentence in reading.sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("قتل جندي. وأصيب آخر.", 2),
        ("هل انتهت الحرب؟ لا يبدو ذلك!", 2),
        ("قال «لن نرحل. سنبقى هنا.» ثم غادر. وعاد لاحقا.", 3),
        ("قال: «سنرد.» وأضاف المصدر أن الرد قريب.", 2),
        ("صرح د. أحمد حسن لوكالة أ.ف.ب. بذلك", 1),
        ("بلغ المعدل 3.5 في المئة.", 1),
        ("انتهى اللقاء... ثم بدأ آخر", 1),
        ("قصف ليلا.. وهدوء حذر صباحا", 1),
        ("قصفت الطائرات البلدة.وقالت مصادر إن البيوت دمرت.", 2),
        ("وصلت القوات (نحو ألف جندي. بحسب بيان) إلى المدينة. وانتشرت فيها.", 2),
        ("سطر أول\nسطر ثان\r\nسطر ثالث", 3),
        ('قال "لن نرحل. أبدا" وسكت. ومضى.', 2),
        ("", 0),
        (" \n ", 0),
        ("...", 1),
        ("؟", 1),
        ("💥", 1),
    ],
)
def test_sentences_are_cut_where_they_end(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_sentences_hold_all_words() -> None:
    text = "قال المتحدث: «نعم. سنفعل.» وغادر. ثم عاد؟ لا. نعم (ربما. لا).\nانتهى"
    assert "".join(sentences(text)).replace(" ", "") == text.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("قال «سنرد»", [("سنرد", 0)]),
        ('قال "سنرد" و"نرد"', [("سنرد", 0), ("نرد", 0)]),
        ('قال «أعلن "الجيش" ذلك»', [('أعلن "الجيش" ذلك', 0), ("الجيش", 1)]),
        ("قال “سنرد” ثم ”نرد“", [("سنرد", 0), ("نرد", 0)]),
        ('لـ"العربي الجديد"، إن', [("العربي الجديد", 0)]),
        ("قال «سنرد ولن نسكت", [("سنرد ولن نسكت", 0)]),
        ("it's John's", []),
        ("سكت» ومضى", []),
    ],
)
def test_quotations_are_found_with_their_depth(text: str, quotes: list[tuple[str, int]]) -> None:
    reading = read(text)
    assert [(reading.quote(quote.inner), quote.depth) for quote in reading.quotes] == quotes


def test_a_quotation_left_open_ends_with_its_paragraph_and_is_recorded() -> None:
    reading = read("قال «سنرد\nوفي سطر آخر «تم» ذلك")
    assert [reading.quote(quote.inner) for quote in reading.quotes] == ["سنرد", "تم"]
    assert len(reading.problems) == 1


def test_brackets_pair_too() -> None:
    assert [(pair.mark, pair.open, pair.close) for pair in find_pairs("a (b [c] d) e)")] == [("(", 2, 10), ("[", 5, 7)]
