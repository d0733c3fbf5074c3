"""Where and when each act was: its own clause first, then what describes it, then the report that it goes on from."""

from __future__ import annotations

import pytest

from rasid.model import Assertion
from tests.build import reading

PUBLISHED = "2024-01-10"  # a Wednesday


def acts(text: str) -> list[Assertion]:
    """The events and claims of a text that tell of violence."""
    told = reading(text, published=PUBLISHED).assertions
    return [a for a in told if a.kind in ("event", "claim") and a.plover in ("ASSAULT", "COERCE")]


def place_of(told: Assertion) -> str | None:
    """The first part of the name of an assertion's place."""
    return told.place.name.split(",")[0] if told.place is not None else None


def day_of(told: Assertion) -> str | None:
    """The first day of an assertion."""
    return told.date.start.isoformat() if told.date is not None and told.date.start is not None else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قُتل جنديان وأصيب خمسة آخرون في كمين نصبه مسلحون قرب مدينة تدمر.", "Palmyra"),
        ("قُتل ثلاثة مدنيين وجرح سبعة في قصف مدفعي شنته القوات على مدينة سرمين.", "Sarmin"),
        ("قتل شرطي في هجوم بقنبلة استهدف دورية في مدينة بعقوبة.", "Baqubah"),
        ("أحبطت القوات هجوما بسيارة مفخخة استهدف حاجزا في مدينة العريش.", "Arish"),
        ("تعرضت دورية للشرطة قرب مدينة الحويجة في محافظة كركوك لإطلاق نار.", "Hawija"),
        ("سقط صاروخ قرب مدينة الحديدة الساحلية في اليمن، ما أدى إلى مقتل عاملين.", "Hodeidah"),
        ("وفي مدينة درعا، قال سكان إن مسلحين اغتالوا ضابطا سابقا.", "Daraa"),
        ("هاجم مسلحون مدينة مارب في محافظة مارب شرقي اليمن.", "Marib"),
        ("أوقفت الشرطة سبعة مطلوبين خلال حملة مداهمات بمدينة وهران.", "Oran"),
        ("وفي بنها، اعتقلت الشرطة محتجين تجمعوا أمام مبنى محافظة القليوبية.", "Benha"),
        ("اعتقل الأمن في دياربكر تسعة صحفيين.", "Diyarbakir"),
        ("قتل ثلاثة جنود في منطقة الزاب التابعة لقضاء العمادية.", "Zap"),
        ("قتل جندي إثر انفجار قرب مدينة بعقوبة.", "Baqubah"),
        ("أصابت الغارة مسعفا نقل إلى مستشفى في مدينة صيدا.", ""),
        ("هاجم مسلحون قرية تبعد عشرة كيلومترات عن مدينة تدمر.", ""),
    ],
)
def test_an_act_is_where_its_clause_or_what_describes_it_says(text: str, name: str) -> None:
    assert place_of(acts(text)[0]) == (name or None)


def test_places_joined_by_and_are_each_in_their_own_province() -> None:
    told = acts("قصفت الطائرات منازل في مديرية برمل بولاية بكتيكا ومديرية سبيرة بولاية خوست.")
    assert [place_of(a) for a in told] == ["Barmal", "Spera"]


@pytest.mark.parametrize(
    ("first", "second", "name", "day"),
    [
        (
            "قصفت طائرات حربية أمس الثلاثاء سوقا في مدينة معرة النعمان.",
            "وقالت مصادر طبية إن القصف أدى إلى مقتل تسعة أشخاص.",
            "Maarat al-Numan",
            "2024-01-09",
        ),
        (
            "فجر انتحاري نفسه مساء الاثنين قرب مسجد في مدينة كويتا.",
            "وارتفع عدد القتلى إلى 21 قتيلا بحسب الشرطة.",
            "Quetta",
            "2024-01-08",
        ),
        (
            "اندلعت اشتباكات فجر اليوم في مدينة الزاوية.",
            "وقال شاهد إن المسلحين أطلقوا النار على سيارات الإسعاف.",
            "Zawiya",
            "2024-01-10",
        ),
    ],
)
def test_a_further_report_of_an_attack_has_its_place_and_day(first: str, second: str, name: str, day: str) -> None:
    told = acts(f"{first}\n{second}")
    assert [(place_of(a), day_of(a)) for a in told][-1] == (name, day)


@pytest.mark.parametrize(
    "second",
    [
        "وفي حادث منفصل أطلق مسلحون النار على دورية للجيش.",
        "ومن جهة أخرى هاجم مسلحون دورية للجيش.",
        "وفي حمص هاجم مسلحون دورية للجيش.",
    ],
)
def test_another_matter_does_not_take_the_place_of_the_one_before(second: str) -> None:
    told = acts(f"قصفت طائرات حربية أمس سوقا في مدينة سرمين.\n{second}")
    assert place_of(told[-1]) != "Sarmin"


def test_an_act_whose_doer_goes_on_stays_at_its_place_and_day() -> None:
    told = acts("داهمت القوات فجر الاثنين منازل في مدينة نابلس، واعتقلت أربعة شبان.")
    assert [(place_of(a), day_of(a)) for a in told] == [("Nablus", "2024-01-08")] * 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("هدد المتحدث بقصف قاعدة عين الأسد إذا تكررت الغارات.", "Ain al-Asad"),
        ("توعد زعيم الجماعة بإحراق انجمينا إذا لم تنسحب القوات.", "N'Djamena"),
        ("قال القائد إن أي هجوم سيقابل باستهداف المقرات داخل بغداد.", "Baghdad"),
        ("قال الوزير إن إسرائيل ستضرب في العمق الإيراني إن تعرضت سفاراتها لهجوم.", "Iran"),
        ("تبادلت إيران وإسرائيل التهديدات بعد اغتيال عالم في مدينة أصفهان.", ""),
    ],
)
def test_a_threat_is_of_the_place_of_what_it_threatens(text: str, name: str) -> None:
    told = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "threat"]
    assert place_of(told[0]) == (name or None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("طاردت الشرطة المتظاهرين في شوارع مدينة كسلا واعتقلت العشرات منهم.", "Kassala"),
        ("دخلت سيارات مدينة الدندر وقتلت سبعة من الأهالي.", "El Dinder"),
        ("كان المزارعون يعملون في حقولهم قرب بلدة خزاعة عندما أطلق الجنود النار عليهم.", "Khuzaa"),
        ("كانت الحافلة متجهة إلى تدمر حين انفجرت عبوة ناسفة.", "Palmyra"),
        ("انفجر صباح اليوم لغم قرب مدينة مارب.", "Marib"),
        ("انطلق رتل من حلب وهاجم مواقع المعارضة.", ""),
    ],
)
def test_an_act_is_where_its_doer_went_or_what_went_on_was(text: str, name: str) -> None:
    assert place_of(acts(text)[-1]) == (name or None)


@pytest.mark.parametrize(
    ("text", "plover", "name"),
    [
        ("نفت الشرطة اعتقال خمسة ناشطين في مدينة الناصرية.", "COERCE", "Nasiriyah"),
        ("نفت إسرائيل اغتيال العالم في طهران.", "ASSAULT", "Tehran"),
        ("نفى الوفد ما تداولته وسائل الإعلام عن موافقة الحكومة على وقف إطلاق النار في مارب.", "AGREE", "Marib"),
        ("نفى الجيش الموريتاني وقوع أي هجوم داخل الأراضي الموريتانية.", "ASSAULT", "Mauritania"),
        ("قصفت طائرات مقرا في مدينة البوكمال.\nونفت الوزارة مقتل أي ضابط هناك.", "ASSAULT", "Al-Bukamal"),
        (
            "قتل خمسة جنود بانفجار لغم في مدينة مارب.\nوقالت الجماعة إن تسعة قتلوا، وهو ما نفته الوزارة.",
            "ASSAULT",
            "Marib",
        ),
        ("هاجم مسلحون ثكنة في غاو.\nونفى المحافظ وجود قوات أجنبية في المدينة.", None, "Gao"),
        ("هاجم مسلحون ثكنة في غاو.\nونفى المحافظ وجود قوات أجنبية.", None, ""),
    ],
)
def test_a_denial_is_of_the_place_of_what_is_denied(text: str, plover: str | None, name: str) -> None:
    told = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "denial"]
    assert [(a.plover, place_of(a)) for a in told] == [(plover, name or None)]


def test_who_is_seized_and_freed_by_others_than_the_authors_of_a_curfew_need_not_be_there() -> None:
    told = acts("أعلنت الحكومة حظر التجوال في الناصرية، كما اعتقلت الشرطة سبعة ناشطين قبل أن تفرج عن ثلاثة منهم.")
    assert [place_of(a) for a in told] == ["Nasiriyah", None]


def test_heroes_are_no_foiling() -> None:
    told = acts("قال المتحدث إن أربعة من أبطال القوات المسلحة استشهدوا في مدينة العريش.")
    assert [(a.factuality.value, place_of(a)) for a in told] == [("asserted", "Arish")]


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("تبادلت إيران وإسرائيل الاتهامات أمس بعد هجوم وقع الجمعة الماضي في مدينة أصفهان.", "Isfahan", "2024-01-05"),
        (
            "قالت المنظمة في تقرير صدر الاثنين إن التنظيم أعدم ما بين 560 و770 رجلا في تكريت في يونيو.",
            "Tikrit",
            "2023-06-01",
        ),
        (
            "قال التقرير الصادر الاثنين إن القوات قتلت ما لا يقل عن عشرين رجلا في تكريت في آذار الماضي.",
            "Tikrit",
            "2023-03-01",
        ),
        (
            "قالت الوزارة، اليوم الأربعاء، إن ثلاثة جنود قتلوا يوم الاثنين في كمين قرب مدينة العريش.",
            "Arish",
            "2024-01-08",
        ),
    ],
)
def test_the_day_of_an_act_goes_before_that_of_speaking_of_it(text: str, name: str, day: str) -> None:
    assert [(place_of(a), day_of(a)) for a in acts(text)][:1] == [(name, day)]


def test_what_came_before_another_act_is_dated_by_its_own_clause() -> None:
    told = acts("تبادلت الدولتان التهديدات أمس بعد مقتل ضابط في هجوم وقع الجمعة الماضي في مدينة أصفهان.")
    assert [(place_of(a), day_of(a)) for a in told] == [("Isfahan", "2024-01-05")]


def test_the_side_that_something_is_fired_from_is_not_where_it_strikes() -> None:
    told = acts("شنت طائرات غارات من اتجاه الجولان، ما أدى إلى مقتل عسكريين.")
    assert [place_of(a) for a in told] == [None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أكد الوزير أن القوات لن تنسحب من مدينة الفاشر.", "El Fasher"),
        ("دعا الزعيم أنصاره إلى الجهاد في دارفور.", "Darfur"),
        ("طالبت المعارضة بتدخل دولي في كوسوفو.", "Kosovo"),
        ("عارضت روسيا نشر قوات دولية في سوريا.", "Syria"),
        ("دعا الوزير في بيروت إلى ضبط النفس.", ""),
    ],
)
def test_what_is_wished_for_or_refused_is_where_its_act_would_be(text: str, name: str) -> None:
    told = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "statement"]
    assert [place_of(a) for a in told] == [name or None]


def test_the_size_of_a_force_is_told_of_the_place_before_it() -> None:
    told = reading("قدر مصدر عدد مقاتلي التنظيم في مدينة درنة بنحو 1500 مقاتل.").assertions
    assert [place_of(a) for a in told if a.kind == "strength"] == ["Derna"]


def test_what_somebody_is_charged_with_neither_dates_nor_places_what_is_done_to_him() -> None:
    text = "حاصر الجنود منزلا لرجل، المشتبه في تنفيذه هجوما في مدينة حيفا الشهر الماضي، وقتلوه."
    assert [(place_of(a), day_of(a)) for a in acts(text)] == [(None, None)] * len(acts(text))


def test_a_siege_told_on_has_the_place_and_day_of_the_raid() -> None:
    told = acts("قتل ثلاثة مسلحين في مدينة نابلس فجر اليوم.\nوقال الجيش إن قواته حاصرت منزلا وفرضت طوقا حوله.")
    assert [(place_of(a), day_of(a)) for a in told][-1] == ("Nablus", "2024-01-10")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قتل خمسة جنود في محافظة ديالى شمال شرق بغداد.", "Diyala"),
        ("شنت طائرات غارات على مديرية نهم شرقي صنعاء.", "Nihm"),
        ("قصفت الطائرات قرية في ريف حلب شمال مدينة الباب.", "Al-Bab"),
        ("سقطت قذائف شمال بغداد.", "Baghdad"),
        ("تظاهر المئات أمام مقر البرلمان في تونس العاصمة.", "Tunis"),
    ],
)
def test_a_town_by_which_a_province_lies_is_not_the_place(text: str, name: str) -> None:
    told = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "event"]
    assert [place_of(a) for a in told] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("أعلنت وزارة الصحة في غزة ارتفاع حصيلة القتلى إلى تسعة آلاف منذ السابع من أكتوبر.", "Gaza"),
        ("قالت وزارة الصحة اللبنانية إن تسعين شخصا قتلوا منذ مطلع العام.", "Lebanon"),
        ("قالت وزارة الدفاع اللبنانية إن تسعين شخصا قتلوا منذ مطلع العام.", ""),
        ("أحصى البنتاغون مئة هجوم على قواته في العراق وسوريا والأردن منذ أكتوبر الماضي.", ""),
        ("قتل ثمانون متظاهرا في بغداد ومدن الجنوب منذ مطلع الشهر.", ""),
        ("قتل ثمانون متظاهرا في بغداد منذ مطلع الشهر.", "Baghdad"),
    ],
)
def test_a_count_is_of_one_place_or_of_that_of_the_ministry_of_health(text: str, name: str) -> None:
    told = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "tally"]
    assert [place_of(a) for a in told] == [name or None]


def test_troops_are_sent_where_they_go() -> None:
    told = reading("وفي نيامي وافق البرلمان على إرسال 750 جنديا إلى نيجيريا.").assertions
    assert [place_of(a) for a in told if a.plover == "MOBILIZE"] == ["Nigeria"]


def test_an_act_is_where_the_larger_one_was_that_a_clause_describes() -> None:
    told = acts("أصيب جنديان بانفجار لغم خلال عملية تفتيش نفذتها قوة في ناحية السعدية.")
    assert [place_of(a) for a in told if a.wounded] == ["Saadiya"]


def test_who_is_seized_after_an_attack_by_others_need_not_be_seized_there() -> None:
    told = acts("تعرضت قافلة لهجوم في مدينة صيدا، وأوقفت مديرية المخابرات خمسة أشخاص.")
    assert [place_of(a) for a in told if a.plover == "COERCE"] == [None]


def test_a_count_of_victims_described_is_one_over_the_same_period() -> None:
    text = "أحصى الجيش تسعين خرقا منذ 3 يناير، فيما تتحدث الوزارة عن 73 شهيدا سقطوا خلال الفترة عينها."
    told = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "tally"]
    assert [(a.quantity and a.quantity.value, day_of(a)) for a in told] == [(90, "2024-01-03"), (73, "2024-01-03")]


def test_what_happened_before_is_not_of_the_same_day() -> None:
    told = acts("انسحبت القوات أمس من مدينة درنة بعدما فجر مسلحون مقر الشرطة.")
    assert [day_of(a) for a in told] == [None]


def test_a_further_count_has_the_day_of_the_act_not_of_its_statement() -> None:
    told = acts("هاجم مسلحون ليل الأحد ثكنة في مدينة كيدال.\nوقال الجيش اليوم إن 13 جنديا قتلوا في الهجوم.")
    assert day_of(told[-1]) == "2024-01-07"


def test_a_threat_has_no_day_to_come() -> None:
    told = [
        a
        for a in reading("هددت النقابة بتنفيذ إضراب يوم 20 يناير الجاري.", published=PUBLISHED).assertions
        if a.plover == "THREATEN"
    ]
    assert [a.date for a in told] == [None] * len(told)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("استهدفت غارة سيارة في مدينة بعلبك.\nوتبنى تنظيم الدولة الإسلامية الهجوم.", "Baalbek"),
        ("هاجم مسلحون فجر أمس ثكنة في مدينة كيدال، ولم تتبن أي جهة الهجوم.", "Kidal"),
    ],
)
def test_a_claim_is_of_the_place_of_the_attack(text: str, name: str) -> None:
    claims = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "claim"]
    assert [place_of(a) for a in claims] == [name]


def test_a_capital_that_speaks_is_no_place_of_what_it_tells() -> None:
    told = acts("لكن بغداد أقرت بمقتل ضابط واحد في انفجار لغم.")
    assert [a.place for a in told] == [None]


def test_a_place_named_before_a_date_is_one() -> None:
    text = "يعقد المبعوث جولة محادثات مع الوفد في جنيف مطلع الشهر المقبل."
    told = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "meeting"]
    assert "Geneva" in [place_of(a) for a in told]


def test_the_day_of_a_disclosure_is_not_that_of_the_threats_disclosed() -> None:
    text = "كشفت مصادر مطلعة، اليوم الأربعاء، عن تهديدات متبادلة بين الجيش والفصائل المسلحة."
    told = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "threat"]
    assert [a.date for a in told] == [None, None]


def test_a_threat_is_of_the_place_that_its_act_would_hit() -> None:
    text = "وتوعدت الحركة بأن كل غارة ستقابل بقصف تل أبيب."
    told = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "threat"]
    assert [place_of(a) for a in told] == ["Tel Aviv"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("عقد الوزير اجتماعا في الرياض مع نظيره.", "Riyadh"),
        ("بحث الوزير مع السفير ملف مخيم الهول.", None),
        ("تلقى الرئيس اتصالا هاتفيا من نظيره الفرنسي بشأن الوضع في حلب.", None),
    ],
)
def test_a_meeting_is_where_it_is_held_and_a_call_nowhere(text: str, name: str | None) -> None:
    told = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "meeting"]
    assert [place_of(a) for a in told] == [name]


def test_a_sentence_of_a_court_has_no_place() -> None:
    told = reading("قضت المحكمة العسكرية بالإسماعيلية بإعدام ستة متهمين.", published=PUBLISHED).assertions
    assert [a.place for a in told if a.plover == "SANCTION"] == [None]


def test_one_count_over_several_places_has_none() -> None:
    text = "شن الطيران 22 غارة على محافظتي مأرب والجوف خلال الساعات الـ24 الماضية."
    told = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "tally"]
    assert [a.place for a in told] == [None]


def test_a_place_that_opens_the_sentence_holds_for_all_its_acts() -> None:
    told = acts("وفي طنطا، أطلقت قوات الأمن قنابل الغاز على المحتجين الذين قطعوا الطريق، وألقت القبض على 14 منهم.")
    assert [place_of(a) for a in told] == ["Tanta"] * 2


def test_what_is_demanded_or_refused_is_at_the_place_of_the_act() -> None:
    told = reading("يعارض البرلمان إرسال قوات إلى دارفور.", published=PUBLISHED).assertions
    assert [place_of(a) for a in told if a.plover == "REJECT"] == ["Darfur"]


def test_a_speech_in_a_town_does_not_place_what_is_threatened_in_it() -> None:
    text = "توعد الرئيس، في خطاب ألقاه في أنقرة، بالقضاء على الإرهابيين."
    told = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "threat"]
    assert [a.place for a in told] == [None]


def dated(text: str, plover: str) -> list[str | None]:
    """The first days of the assertions of a type."""
    return [day_of(a) for a in reading(text, published=PUBLISHED).assertions if a.plover == plover]


@pytest.mark.parametrize(
    ("text", "plover", "day"),
    [
        ("اتهم المتحدث الجماعة بارتكاب 32 خرقا للهدنة خلال الساعات الـ48 الماضية.", "ACCUSE", None),
        ("فرضت واشنطن الأسبوع الماضي عقوبات على شركات تتهمها بدعم البرنامج الصاروخي.", "ACCUSE", None),
        ("بدأت الدنمارك الاثنين سحب جنودها بطلب من باماكو.", "REQUEST", None),
        ("اتهم الوزير أمس الجماعة بقصف السوق.", "ACCUSE", "2024-01-09"),
        ("اعتقلت القوات سبعة ناشطين مساء السبت قبل أن تفرج عن أربعة منهم بكفالة.", "RETREAT", None),
        ("اعتقلت الشرطة ثمانية أشخاص في تظاهرة نظمت أمس في مدينة قيصري.", "COERCE", "2024-01-09"),
    ],
)
def test_a_day_is_that_of_the_act_it_stands_with(text: str, plover: str, day: str | None) -> None:
    assert dated(text, plover) == [day]


@pytest.mark.parametrize(
    ("second", "day"),
    [
        ("وفي مدينة دير الزور فجر انتحاري نفسه قرب مقر للشرطة.", "2024-01-09"),
        ("من جهة أخرى أطلق مسلحون النار على دورية في مدينة دير الزور.", None),
    ],
)
def test_an_attack_told_on_from_another_has_its_day_but_another_matter_has_not(second: str, day: str | None) -> None:
    told = acts(f"قصفت طائرات حربية أمس سوقا في مدينة سرمين.\n{second}")
    assert day_of(told[-1]) == day


def test_the_evening_of_the_same_day_is_that_of_the_day_named_last() -> None:
    told = acts("وصل الوفد الاثنين إلى العاصمة. وفي مساء اليوم نفسه هاجم مسلحون دورية للشرطة.")
    assert day_of(told[-1]) == "2024-01-08"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("نفذ مسلحون هجوما من داخل بلدة سنجار على قاعدة تركية في دهوك.", "Dohuk"),
        ("أطلقت فصائل صواريخ من مدينة القائم على موقع في دير الزور.", "Deir ez-Zor"),
        ("شنت طائرات غارات انطلاقا من مطار دمشق على مواقع في السويداء.", "As-Suwayda"),
        ("قصفت المدفعية قرية بالقرب من مدينة تدمر.", "Palmyra"),
    ],
)
def test_an_act_is_where_it_strikes_not_where_it_was_launched(text: str, name: str) -> None:
    assert [place_of(a) for a in acts(text)] == [name]


def test_a_place_in_the_reason_of_an_act_is_not_its_place() -> None:
    told = acts("استهدف الحوثيون سفينة تجارية بطائرة مسيرة نصرة لأهالي غزة.")
    assert [place_of(a) for a in told] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "هددت فصائل مسلحة تنتشر في سنجار القوات التركية بالقصف.",
        "كشفت مصادر عن تهديدات متبادلة بين فصائل مسلحة تنتشر في سنجار وبين حزب العمال الكردستاني.",
    ],
)
def test_a_threat_is_not_where_its_parties_are(text: str) -> None:
    threats = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "threat"]
    assert threats
    assert {place_of(a) for a in threats} == {None}


def test_the_weapon_in_a_condition_is_not_what_is_threatened_with() -> None:
    told = reading("قال حزب الله إنه سيرد على أي هجوم بالصواريخ على مواقعه.", published=PUBLISHED).assertions
    assert [(a.kind, a.weapons) for a in told] == [("threat", ())]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("انطلقت في عدن أمس مظاهرات ضد الغلاء، حيث أغلق المتظاهرون الطرقات.", "Aden"),
        ("تظاهر المئات في عدن أمس. وقطع المحتجون الطرقات وأحرقوا الإطارات.", "Aden"),
        ("تظاهر المئات في عدن أمس. ومنعت السلطات التجمعات داخل المدينة.", "Aden"),
        ("وفي محافظة دهوك، قتل مسلحون خمسة جنود في منطقة الزاب، لكن أنقرة أقرت بمقتل جندي واحد.", "Zap"),
        ("قصفت المدفعية خان يونس. وقتل عشرون شخصا في القطاع.", "Gaza Strip"),
    ],
)
def test_an_act_that_goes_on_is_where_the_last_one_was(text: str, name: str) -> None:
    told = [a for a in reading(text, published=PUBLISHED).assertions if a.kind == "event"]
    assert place_of(told[-1]) == name


def test_what_is_counted_over_a_year_is_not_at_the_place_of_the_last_attack() -> None:
    told = acts("حاصر مسلحون قرية كفريا منذ شهر. وقتل العام الماضي 254 جنديا في هجمات مماثلة.")
    assert place_of(told[-1]) is None


def test_breaches_counted_are_not_where_some_of_them_were() -> None:
    told = reading("رصد المركز سبعة خروقات للهدنة، أربعة منها في إدلب وثلاثة في حماة.", published=PUBLISHED).assertions
    assert [place_of(a) for a in told] == [None]


def test_a_capital_that_gives_or_releases_is_no_place() -> None:
    text = "سلمت برلين كييف نظام دفاع جوي. وأفرجت كييف عن مئة جندي مقابل إفراج موسكو عن مئتي جندي."
    assert {place_of(a) for a in reading(text, published=PUBLISHED).assertions if a.kind == "event"} == {None}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("قالت الأمم المتحدة إن 760 ألف صومالي نزحوا منذ يناير الماضي.", "Somalia"),
        ("قصفت الطائرات مواقع في الخرطوم. وتقول المنظمة إن مليون شخص نزحوا منذ أبريل الماضي.", "Sudan"),
        ("التقى الوزيران في الخرطوم أمس. ونزح 20 ألف شخص إلى دول الجوار منذ أبريل الماضي.", None),
    ],
)
def test_the_displaced_are_in_their_country_unless_it_is_told_whence(text: str, name: str | None) -> None:
    told = reading(text, published=PUBLISHED).assertions
    assert [place_of(a) for a in told if a.kind == "tally"] == [name]
