"""Actors: names and aliases, organs and offices of states, people without a name, and who "the group" is."""

from __future__ import annotations

import pytest

from rasid.model import ActorRef, Kind
from tests.build import reading
from tests.extract.found import actor, actors


@pytest.mark.parametrize(
    ("text", "part", "name"),
    [
        ("أعلنت قوات الدعم السريع سيطرتها على المدينة.", "قوات الدعم السريع", "Rapid Support Forces"),
        ("أعلنت القيادة المركزية الأمريكية تدمير صواريخ.", "القيادة المركزية الأمريكية", "US Central Command"),
        ("قصف حزب الله الموقع.", "حزب الله", "Hezbollah"),
        ("هاجمت كتائب حزب الله القاعدة.", "كتائب حزب الله", "Kata'ib Hezbollah"),
        ("انتشرت قوات سوريا الديمقراطية شرقا.", "قوات سوريا الديمقراطية", "Syrian Democratic Forces"),
    ],
)
def test_the_longest_name_is_the_actor(text: str, part: str, name: str) -> None:
    found = actor(text, part)
    assert found.name == name
    assert found.entry is not None
    assert not found.generic


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أعلنت جماعة الحوثي استهداف السفينة.", "أعلن أنصار الله استهداف السفينة."),
        ("تبنى تنظيم الدولة الإسلامية التفجير.", "تبنى تنظيم داعش التفجير."),
        ("أعلنت حركة المقاومة الإسلامية (حماس) الهدنة.", "أعلنت حماس الهدنة."),
        ("هاجم مقاتلو حركة حماس الموقع.", "هاجمت حركة حماس الموقع."),
        ("هاجم مقاتلون من جبهة النصرة القرية.", "هاجمت جبهة النصرة القرية."),
    ],
)
def test_aliases_and_fighters_of_a_group_are_one_actor(one: str, other: str) -> None:
    assert actors(one)[0] == actors(other)[0]


@pytest.mark.parametrize(
    ("text", "part", "name", "country"),
    [
        ("أعلنت وزارة الدفاع الروسية إسقاط مسيرات.", "وزارة الدفاع الروسية", "Russian Ministry of Defense", "RUS"),
        ("اعتقلت الشرطة التونسية عشرات الشبان.", "الشرطة التونسية", "Tunisian police", "TUN"),
        ("قال الجيش الإسرائيلي إنه انسحب.", "الجيش الإسرائيلي", "Israeli army", "ISR"),
        ("رفضت واشنطن الاتهام.", "واشنطن", "United States", "USA"),
    ],
)
def test_organs_belong_to_states(text: str, part: str, name: str, country: str) -> None:
    found = actor(text, part)
    assert (found.name, found.country) == (name, country)
    assert found.type in ("government", "state_force")


def test_an_adjective_of_a_state_points_at_it_and_is_no_party_of_its_own() -> None:
    found = actor("قصف إسرائيلي على غزة.", "إسرائيلي")
    assert (found.name, found.adjective) == ("Israel", True)


@pytest.mark.parametrize(
    ("text", "part", "name", "office"),
    [
        (
            "قال وزير الخارجية المصري سامح شكري إن الوضع خطير.",
            "وزير الخارجية المصري سامح شكري",
            "Sameh Shoukry",
            "foreign_minister",
        ),
        (
            "وصل رئيس الوزراء الإسرائيلي بنيامين نتنياهو.",
            "رئيس الوزراء الإسرائيلي بنيامين نتنياهو",
            "Benjamin Netanyahu",
            "prime_minister",
        ),
        (
            "قال وزير الدفاع العراقي إن الوضع مستقر.",
            "وزير الدفاع العراقي",
            "Iraqi Defense Minister",
            "defence_minister",
        ),
    ],
)
def test_offices_with_and_without_a_name(text: str, part: str, name: str, office: str) -> None:
    found = actor(text, part)
    assert (found.name, found.office, found.type) == (name, office, "person")
    assert not found.anonymous


def test_a_holder_without_a_name_has_no_entry() -> None:
    assert actor("قال وزير الدفاع العراقي إن الوضع مستقر.", "وزير الدفاع العراقي").entry is None


def test_a_spokesman_speaks_for_his_organisation() -> None:
    text = "قال المتحدث العسكري باسم كتائب القسام أبو عبيدة إن المعركة مستمرة."
    found = actor(text, "المتحدث العسكري باسم كتائب القسام أبو عبيدة")
    assert found.spokesman
    assert found.name == "Abu Ubaida"
    assert found.organ is not None
    assert found.organ.name == "Al-Qassam Brigades"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("قالت مصادر محلية إن القصف توقف.", "مصادر محلية"),
        ("قال مسؤول أمني عراقي رفض الكشف عن هويته إن القوات انتشرت.", "مسؤول أمني عراقي"),
        ("قال مصدر في حزب الله إن الهدوء عاد.", "مصدر في حزب الله"),
        ("روى شهود عيان أن النيران اشتعلت.", "شهود عيان"),
    ],
)
def test_sources_without_a_name_are_anonymous(text: str, part: str) -> None:
    found = actor(text, part)
    assert found.anonymous
    assert found.entry is None


def test_an_anonymous_source_keeps_the_country_and_the_organisation() -> None:
    official = actor("قال مسؤول أمني عراقي رفض الكشف عن هويته إن القوات انتشرت.", "مسؤول أمني عراقي")
    assert official.country == "IRQ"
    source = actor("قال مصدر في حزب الله إن الهدوء عاد.", "مصدر في حزب الله")
    assert source.organ is not None
    assert source.organ.name == "Hezbollah"


@pytest.mark.parametrize(
    ("text", "part", "kind"),
    [
        ("قتل مدنيون في القصف.", "مدنيون", "civilians"),
        ("هاجم مسلحون مجهولون الحاجز.", "مسلحون مجهولون", "armed_group"),
        ("اعتقلت السلطات عشرات المتظاهرين.", "المتظاهرين", "civilians"),
    ],
)
def test_people_without_a_name_are_generic(text: str, part: str, kind: str) -> None:
    found = actor(text, part)
    assert found.generic
    assert found.type == kind
    assert not found.anonymous


def test_a_group_nobody_knows_has_the_name_in_quotation_marks() -> None:
    found = actor("هاجمت جماعة «فرسان الصحراء» المسلحة الحاجز.", "جماعة «فرسان الصحراء»")
    assert (found.arabic, found.entry, found.generic) == ("فرسان الصحراء", None, False)


@pytest.mark.parametrize(
    ("text", "part", "name"),
    [
        ("أعلنت جماعة الحوثي استهداف سفينة. وقالت الجماعة إن السفينة غرقت.", "الجماعة", "Houthis"),
        ("أعلنت حركة الشباب تنفيذ الهجوم. وأضافت الحركة أن الفندق احترق.", "الحركة", "Al-Shabaab"),
        ("قال مصدر في حزب الله إن الحزب سيرد.", "الحزب", "Hezbollah"),
        (
            "التقى وزير الخارجية التركي هاكان فيدان المبعوث. وقال وزير الخارجية التركي إن بلاده تدعم الحل.",
            "وزير الخارجية التركي",
            "Hakan Fidan",
        ),
        (
            "قال رئيس الوزراء الإسرائيلي بنيامين نتنياهو إن الحرب طويلة. وأكد رئيس الوزراء الإسرائيلي ذلك مجددا.",
            "رئيس الوزراء الإسرائيلي",
            "Benjamin Netanyahu",
        ),
        ("قصف الجيش السوداني مواقع في الخرطوم. وقال الجيش إنه تقدم.", "الجيش", "Sudanese Armed Forces"),
    ],
)
def test_a_later_short_mention_is_the_one_told_of_before(text: str, part: str, name: str) -> None:
    assert actor(text, part).name == name


@pytest.mark.parametrize(
    ("text", "part", "name"),
    [
        ("دعت لجنة شؤون المفقودين إلى وقفة.", "لجنة شؤون المفقودين", "Missing Persons Affairs Committee"),
        ("أضربت نقابة سائقي الشاحنات أمس.", "نقابة سائقي الشاحنات", "Truck Drivers Union"),
        ("نفت شركة النصر للأسمنت الخبر.", "شركة النصر للأسمنت", "Victory Company for Cement"),
        ("اتهمت رابطة أسر الشهداء الحكومة بالتقصير.", "رابطة أسر الشهداء", "Martyrs' Families League"),
        ("خطفت حركة فرسان الجبل ثلاثة جنود.", "حركة فرسان الجبل", "Mountain Knights Movement"),
        ("نفت وزارة الموارد المائية انهيار السد.", "وزارة الموارد المائية", "Water Resources Ministry"),
    ],
)
def test_a_body_that_no_sheet_knows_is_named_by_its_words(text: str, part: str, name: str) -> None:
    found = actor(text, part)
    assert found.name == name
    assert not found.generic


@pytest.mark.parametrize(
    "text",
    ["توقفت حركة السير على الطريق.", "انقطع التيار الكهربائي عن الحي.", "شهدت حركة الملاحة في المضيق تباطؤا."],
)
def test_words_that_only_say_of_what_a_noun_tells_are_no_name(text: str) -> None:
    assert actors(text) == []


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("قصفت القوات الروسية والسورية البلدة.", "Russian Armed Forces", "Syrian forces"),
        ("أجرت البحريتان الأميركية والفرنسية تدريبا.", "US Navy", "French Navy"),
    ],
)
def test_joined_adjectives_make_an_organ_of_each_state(text: str, first: str, second: str) -> None:
    assert actors(text)[:2] == [first, second]


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("قال أبو عبيدة، الناطق باسم القسام، إن الرد قادم.", "Abu Ubaida", "spokesman"),
        ("قال مدير شرطة البصرة اللواء قاسم راشد إن الوضع هادئ.", "Qasem Rashed", "police_chief"),
        ("طردت كابل السفير الألماني ماركوس بوتزل.", "Markos Botzal", "ambassador"),
    ],
)
def test_a_person_is_named_with_his_post_across_ranks_and_commas(text: str, name: str, office: str) -> None:
    made = reading(text)
    people = [m.value for m in made.mentions_of(Kind.ACTOR) if isinstance(m.value, ActorRef) and m.value.office]
    assert [(p.name, p.office) for p in people] == [(name, office)]


def test_a_thing_that_bears_a_kings_name_is_no_king() -> None:
    assert actors("استهدفت الطائرة قاعدة الملك خالد الجوية.") == []


def test_people_of_a_company_or_a_town_keep_whose_they_are() -> None:
    found = actor("أضرب عمال شركة النصر للأسمنت عن العمل.", "عمال شركة النصر للأسمنت")
    assert found.name == "Victory Company for Cement workers"
    assert found.type == "civilians"


@pytest.mark.parametrize(
    ("text", "name", "body"),
    [
        ("قال قائد ميداني في حماس إن القوة انسحبت.", "commander of Hamas", "Hamas"),
        ("قال ضابط كبير بالجيش السوري إن القوة انسحبت.", "Syrian army officers", "Syrian army"),
        ("اتهم مسؤول أميركي إيران بالتصعيد.", "US officials", "United States"),
        ("قال قيادي بارز في حركة حماس إن الرد قادم.", "senior member of Hamas", "Hamas"),
    ],
)
def test_somebody_without_a_name_is_anonymous_and_known_by_his_body(text: str, name: str, body: str) -> None:
    made = reading(text)
    found = next(m.value for m in made.mentions_of(Kind.ACTOR) if isinstance(m.value, ActorRef) and m.value.organ)
    assert (found.name, found.anonymous) == (name, True)
    assert found.organ is not None
    assert found.organ.name == body


def test_representatives_stand_for_whom_they_represent() -> None:
    made = reading("التقى الوزير ممثلين عن العمال المضربين.")
    found = next(m.value for m in made.mentions_of(Kind.ACTOR) if isinstance(m.value, ActorRef) and m.value.organ)
    assert (found.name, found.organ.name if found.organ else "") == ("workers representatives", "workers")


def test_a_mayor_is_named_behind_the_kind_of_his_place() -> None:
    assert actors("حذر قائممقام قضاء سنجار محما خليل من هجوم جديد.") == ["Mahma Khalil"]


def test_a_people_without_a_state_name_is_read_by_its_adjective() -> None:
    assert actor("اعتدى مسلحون على حافلة أقباط في المنيا.", "أقباط").state == "copts"
