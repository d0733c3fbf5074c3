"""Persons whom no sheet knows: found by given names, by the verb before them, by the office beside them."""

from __future__ import annotations

import pytest

from rasid.model import ActorRef, Kind
from tests.build import reading


def persons(text: str) -> list[tuple[str, str]]:
    """The Arabic and Latin names of all persons that no sheet knows."""
    values = [m.value for m in reading(text).mentions_of(Kind.ACTOR)]
    return [(v.arabic, v.name) for v in values if isinstance(v, ActorRef) and v.type == "person" and v.entry is None]


@pytest.mark.parametrize(
    ("text", "arabic", "latin"),
    [
        ("قال القيادي في الحركة إسماعيل رمزي إن المفاوضات توقفت.", "إسماعيل رمزي", "Ismail Ramzi"),
        ("أوضح وزير الخارجية الأرميني سيرغي مانوكا أن الاتفاق قائم.", "سيرغي مانوكا", "Sergei"),
        ("اعتقلت الشرطة محمد سالم علي في منزله.", "محمد سالم علي", "Mohammed Salem Ali"),
        ("وقال عبد الرؤوف الشامي أحد الشهود إن الانفجار كان قويا.", "عبد الرؤوف الشامي", "Abdel Raouf"),
        ("قال القيادي في الحزب كمال مراد إن الاجتماع تأجل.", "كمال مراد", "Kamal Murad"),
        ("وقال الشاهد محمد خلف إن الشارع مغلق.", "محمد خلف", "Mohammed"),
        ("وصرح النائب محمد الكرخي بأن الجلسة تأجلت.", "محمد الكرخي", "Mohammed"),
        ("وأكد مدير عام الشرطة سالم بن الوزير الكثيري أن الطرق آمنة.", "سالم بن الوزير الكثيري", "S"),
        ("قال عبد الفتاح مورو القيادي في حركة النهضة إن الحوار متوقف.", "عبد الفتاح مورو", "Abdel"),
        ("وهدد ناجي عبد المقصود، أمين اللجنة، بالإضراب.", "ناجي عبد المقصود", "N"),
        ("أعلن رئيس لجنة شؤون الأسرى عبدالقادر المنصوري إتمام الصفقة.", "عبدالقادر المنصوري", "Abdulqader"),
        ("دعت وزيرة الخارجية ديلما روسان أمس إلى الحوار.", "ديلما روسان", "Dilma Rosan"),
    ],
)
def test_a_given_name_opens_the_name_of_a_person(text: str, arabic: str, latin: str) -> None:
    found = dict(persons(text))
    assert arabic in found
    assert found[arabic].startswith(latin)


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("وقال العقيد في شرطة كركوك عامر نوري إن العبوة انفجرت.", "Amer Nouri"),
        ("قال السفير الإيراني في بيروت مجتبى كريمي إن بلاده لن ترد.", "Mojtaba Karimi"),
        ("وقال رئيس المجلس المحلي في بلدة مارع ياسر الحاجي إن القصف توقف.", "Yasser al-Haji"),
        ("قال عضو مجلس النواب عن محافظة الأنبار مثعان الزيدي إن الهدنة صامدة.", "Mathan al-Zidi"),
        ("قالت الناشطة الحقوقية رشا عزب إن الشرطة أطلقت سراحها.", "Rasha Azab"),
        ("وقال الناطق باسم القوة المشتركة الرائد آدم هارون إن الطريق مقطوع.", "Adam Harun"),
        ("وقال قائد عمليات البصرة، طالب الموسوي، في بيان إن القوات انتشرت.", "Talib al-Mousawi"),
        ("أعلن المتحدث باسم الحكومة، العميد نبيل جابر، أن الحدود مغلقة.", "Nabil Jaber"),
        ("وقال مدير المرصد، سامي كمال: «القصف مستمر».", "Sami Kamal"),
        ("صرح الرجل الثاني في الحزب نبيل جابر بأن الاتفاق قريب.", "Nabil Jaber"),
        ("أعلن عضو الوفد الحكومي سامي كمال أن المحادثات توقفت.", "Sami Kamal"),
    ],
)
def test_the_name_behind_an_office_and_what_it_is_of_is_the_holders(text: str, latin: str) -> None:
    made = reading(text)
    holders = [m for m in made.mentions_of(Kind.ACTOR) if isinstance(m.value, ActorRef) and m.value.type == "person"]
    assert [m.value.name for m in holders if isinstance(m.value, ActorRef)] == [latin]
    assert made.quote(holders[0].span) in text and holders[0].first <= 1


@pytest.mark.parametrize(
    "text",
    [
        "قال وزير الدفاع خلال مؤتمر صحفي إن الحدود مغلقة.",
        "وقال رئيس اتحاد الكتاب إن الندوة تأجلت.",
        "قال القائد العسكري ردا على سؤال إن الهدنة صامدة.",
        "وقال رئيس الأركان مهددا خصومه إن الرد قريب.",
    ],
)
def test_other_words_between_an_office_and_what_is_said_are_no_name(text: str) -> None:
    made = [m.value for m in reading(text).mentions_of(Kind.ACTOR) if isinstance(m.value, ActorRef)]
    assert all(v.name != v.arabic and v.arabic.split()[0] in text.split()[1] for v in made if v.type == "person")


@pytest.mark.parametrize(
    ("text", "unnamed"),
    [
        ("قال قائد عمليات ديالى إن الطريق مقطوع.", False),
        ("قال قائد ميداني إن الطريق مقطوع.", True),
        ("قال قيادي في حماس إن الطريق مقطوع.", True),
        ("قال رئيس اللجنة الأمنية إن الطريق مقطوع.", False),
        ("قال عضو شعبة الإعلام إن الطريق مقطوع.", False),
        ("قال وزير إسرائيلي إن الطريق مقطوع.", True),
        ("قال رئيس بلدية بيتا إن الطريق مقطوع.", False),
        ("قال متحدث باسم الجيش العراقي إن الطريق مقطوع.", False),
    ],
)
def test_the_holder_of_an_office_told_of_as_one_of_many_is_anonymous(text: str, unnamed: bool) -> None:
    values = [m.value for m in reading(text).mentions_of(Kind.ACTOR)]
    found = [v.anonymous for v in values if isinstance(v, ActorRef) and v.type == "person"]
    assert found == [unnamed]


def test_a_last_name_with_the_article_means_the_person_named_before() -> None:
    made = reading("خرج مثنى الكناني إلى الصحافيين. وقال الكناني إن الهدنة صامدة.")
    names = [m.value.name for m in made.mentions_of(Kind.ACTOR) if isinstance(m.value, ActorRef)]
    assert names[-1] == names[0]


def test_two_foreign_names_behind_a_verb_of_saying_are_a_person() -> None:
    assert "ليو وينغ" in dict(persons("وقال ليو وينغ إن بلاده ترفض العقوبات."))


def test_the_office_behind_a_name_belongs_to_it() -> None:
    made = reading("وقال سامر ناجي المتحدث باسم وزارة الصحة السودانية إن ثلاثة جرحى نقلوا.")
    people = [m.value for m in made.mentions_of(Kind.ACTOR) if isinstance(m.value, ActorRef) and m.value.spokesman]
    assert [(p.arabic, p.organ.name if p.organ else "") for p in people] == [
        ("سامر ناجي", "Sudanese Ministry of Health")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "قصفت الطائرات محيط مستشفى ناصر في خان يونس.",
        "وصل إلى صلاح الدين وفد من الأنبار.",
        "انتهت الهدنة يوم خميس ممطر.",
        "أعلنت كتيبة سعد بن ناصر مسؤوليتها عن الهجوم.",
    ],
)
def test_a_place_or_thing_that_bears_a_name_is_no_person(text: str) -> None:
    assert persons(text) == []


def test_a_person_of_the_sheets_keeps_its_entry_behind_an_office() -> None:
    made = reading("تلقى الوزير اتصالا من وزير الخارجية الأميركي أنتوني بلينكن أمس.")
    assert "usa.blinken" in [m.value.entry for m in made.mentions_of(Kind.ACTOR) if isinstance(m.value, ActorRef)]
