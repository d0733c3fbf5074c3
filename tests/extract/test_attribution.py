"""Attribution: who says so, outermost first, and the outlet's own voice."""

from __future__ import annotations

import pytest

from rasid.model import Assertion
from tests.build import reading
from tests.extract.found import names, told


def said_by(text: str) -> list[str]:
    """Who says that the one attack of a text took place."""
    return names(told(text, plover="ASSAULT")[1].attribution)


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("أكدت منظمة العفو الدولية أن قوات الدعم السريع قتلت مدنيين.", ["Amnesty International"]),
        ("زعمت إسرائيل أن حزب الله قصف مجدل شمس.", ["Israel"]),
        ("أعلنت كتائب القسام أنها قصفت عسقلان برشقة صاروخية.", ["Al-Qassam Brigades"]),
        ("قال وزير الدفاع التركي يشار غولر إن القوات التركية قصفت مواقع الحزب.", ["Yaşar Güler"]),
        ("قال المتحدث باسم حركة حماس إن إسرائيل قصفت مدرسة في خان يونس.", ["Hamas"]),
    ],
)
def test_the_one_who_says_so_is_kept(text: str, chain: list[str]) -> None:
    assert said_by(text) == chain


@pytest.mark.parametrize(
    "text",
    ["قصف الجيش السوري درعا.", "هاجم تنظيم داعش قوات البيشمركة قرب كركوك.", "انفجرت عبوة ناسفة في الموصل."],
)
def test_the_outlet_itself_is_no_link(text: str) -> None:
    assert said_by(text) == []


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("نقلت رويترز عن مصدر أمني أن مسلحين هاجموا حاجزا في كركوك.", ["Reuters", "security sources"]),
        (
            "ذكرت وكالة الأناضول نقلا عن مصادر محلية أن الجيش السوري قصف بلدة في إدلب.",
            ["Anadolu Agency", "sources"],
        ),
        (
            "ونقلت قناة الجزيرة عن شهود عيان قولهم إن قوات الدعم السريع هاجمت قرية.",
            ["Al Jazeera", "eyewitnesses"],
        ),
    ],
)
def test_chains_begin_with_the_one_who_passes_it_on(text: str, chain: list[str]) -> None:
    assert said_by(text) == chain


@pytest.mark.parametrize(
    ("text", "anonymous"),
    [
        ("قالت مصادر إن الجيش السوري قصف درعا.", [True]),
        ("أفاد مصدر أمني بأن مسلحين هاجموا نقطة تفتيش في كركوك.", [True]),
        ("قال مسؤولون أمريكيون إن إيران هاجمت السفينة.", [True]),
        ("نقلت رويترز عن مصدر أمني أن مسلحين هاجموا حاجزا في كركوك.", [False, True]),
        ("زعمت إسرائيل أن حزب الله قصف مجدل شمس.", [False]),
        ("قال وزير الدفاع العراقي إن مسلحين هاجموا حاجزا في كركوك.", [False]),
    ],
)
def test_links_without_a_name_are_marked(text: str, anonymous: list[bool]) -> None:
    _, found = told(text, plover="ASSAULT")
    assert [link.anonymous for link in found.attribution] == anonymous


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("بحسب وزارة الصحة في غزة، قتل 20 فلسطينيا في غارة إسرائيلية على رفح.", "Gaza Health Ministry"),
        ("قتل 20 فلسطينيا في غارة إسرائيلية على رفح، بحسب وزارة الصحة في غزة.", "Gaza Health Ministry"),
        (
            "قصفت القوات التركية قرى في شمال سوريا، وفق المرصد السوري لحقوق الإنسان.",
            "Syrian Observatory for Human Rights",
        ),
        (
            "وفقا للمرصد السوري لحقوق الإنسان، قصفت القوات التركية قرى في شمال سوريا.",
            "Syrian Observatory for Human Rights",
        ),
    ],
)
def test_according_to_reaches_over_its_sentence_from_either_end(text: str, speaker: str) -> None:
    assert said_by(text) == [speaker]


def of_sentence(text: str, number: int) -> Assertion:
    """The attack told in a sentence."""
    return next(a for a in reading(text).assertions if a.sentence == number and a.plover == "ASSAULT")


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("المرصد السوري: مقتل خمسة جنود في هجوم لداعش بالبادية", ["Syrian Observatory for Human Rights"]),
        ("حماس: قصف إسرائيلي يقتل خمسة مدنيين في غزة", ["Hamas"]),
        ("حماس: قتل الجيش الإسرائيلي خمسة أسرى", ["Hamas"]),
        ("سرايا القدس: قصفنا تجمعا لجنود العدو شرق خان يونس", ["Al-Quds Brigades"]),
        ("الأمم المتحدة: مقتل مئة مدني في قصف على الخرطوم", ["United Nations"]),
        ("مسؤول أميركي: طائرات مسيرة هاجمت قاعدة التنف", ["US officials"]),
        ("وزارة الدفاع التركية: قتلنا ستة مسلحين في شمال العراق", ["Turkish Ministry of Defense"]),
        ("المتحدث باسم الجيش الإسرائيلي: سلاح الجو قصف مواقع في الخيام", ["Israeli army"]),
    ],
)
def test_the_name_in_front_of_a_colon_says_what_follows(text: str, chain: list[str]) -> None:
    assert said_by(text) == chain


def test_an_act_in_front_of_a_colon_speaks_for_nobody() -> None:
    found = reading("مقتل جندي إسرائيلي: حزب الله قصف موقعا في الجليل").assertions
    assert [names(told.attribution) for told in found] == [[], []]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("بيروت: قصفت المدفعية الإسرائيلية بلدة الخيام.", "Israeli artillery"),
        ("الخرطوم: قتلت قوات الدعم السريع عشرة مدنيين في قرية ود النورة.", "Rapid Support Forces"),
        ("اليمن: مقتل خمسة جنود في هجوم للحوثيين في مأرب", "Houthis"),
    ],
)
def test_a_place_in_front_of_a_colon_neither_speaks_nor_acts(text: str, doer: str) -> None:
    attack = told(text, plover="ASSAULT")[1]
    assert (names(attack.source), names(attack.attribution)) == ([doer], [])


def test_words_added_are_of_the_same_speaker() -> None:
    text = (
        "قال وزير الدفاع التركي يشار غولر إن القوات التركية قتلت عشرة مسلحين. "
        "وأضاف أن القوات التركية قصفت مواقع حزب العمال الكردستاني في شمال العراق."
    )
    assert names(of_sentence(text, 1).attribution) == ["Yaşar Güler"]


def test_the_speaker_does_not_carry_over_without_a_word_of_saying() -> None:
    text = "أعلنت وزارة الدفاع التركية أن قواتها انتشرت. وقصف الجيش السوري بلدة في إدلب."
    assert of_sentence(text, 1).attribution == ()


def test_a_quotation_is_of_the_one_who_speaks() -> None:
    text = "قال وزير الدفاع العراقي: «هاجم تنظيم داعش قرية في ديالى»."
    assert said_by(text) == ["Iraqi Defense Minister"]


def test_we_in_a_quotation_is_the_speaker() -> None:
    _, found = told("قال القائد العسكري: «قصفنا مواقع العدو في الجنوب».", plover="ASSAULT")
    assert names(found.source) == names(found.attribution) != []


def test_each_link_stands_where_it_is_said() -> None:
    made, found = told("نقلت رويترز عن مصدر أمني أن مسلحين هاجموا حاجزا في كركوك.", plover="ASSAULT")
    assert [made.quote(link.span) for link in found.attribution if link.span] == ["رويترز", "مصدر أمني"]
