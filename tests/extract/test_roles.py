"""Roles: who acts and who is acted upon, by the grammar of the sentence."""

from __future__ import annotations

import pytest

from tests.build import reading
from tests.extract.found import names, told

RSF, ARMY = "Rapid Support Forces", "Sudanese Armed Forces"


def sides(text: str, **wanted: str) -> tuple[list[str], list[str]]:
    """Who does and who suffers the one act of a text."""
    _, found = told(text, **wanted)
    return names(found.source), names(found.target)


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("قصف الجيش السوداني مواقع قوات الدعم السريع.", ARMY, RSF),
        ("هاجم تنظيم داعش قوات البيشمركة قرب كركوك.", "Islamic State", "Peshmerga"),
        ("الجيش السوداني قصف مواقع قوات الدعم السريع.", ARMY, RSF),
        ("قتلت القوات التركية مقاتلين من حزب العمال الكردستاني.", "Turkish forces", "Kurdistan Workers' Party"),
    ],
)
def test_the_subject_of_an_active_verb_acts_on_its_object(text: str, source: str, target: str) -> None:
    assert sides(text, plover="ASSAULT") == ([source], [target])


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("قُصفت مواقع حزب الله من قبل الجيش الإسرائيلي.", "Israeli army", "Hezbollah"),
        ("استُهدفت مواقع الحوثيين على يد القوات الأمريكية.", "US forces", "Houthis"),
    ],
)
def test_the_one_by_whom_a_passive_act_is_done_acts(text: str, source: str, target: str) -> None:
    assert sides(text, plover="ASSAULT") == ([source], [target])


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("قصف إسرائيلي على مواقع حزب الله.", "Israel", "Hezbollah"),
        ("إطلاق النار من قبل قوات الدعم السريع على مدنيين في نيالا.", RSF, "civilians"),
        ("تواصل قصف الجيش السوداني لمواقع قوات الدعم السريع.", ARMY, RSF),
    ],
)
def test_a_verbal_noun_has_its_doer_and_its_victim(text: str, source: str, target: str) -> None:
    assert sides(text, plover="ASSAULT") == ([source], [target])


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("شنت قوات الدعم السريع هجوما على الجيش السوداني في الفاشر.", RSF, ARMY),
        ("شن الجيش السوري هجوما على جبهة النصرة.", "Syrian army", "Al-Nusra Front"),
        ("نفذ الطيران الأمريكي غارات على مواقع الحوثيين في صنعاء.", "US Air Force", "Houthis"),
        ("الهجوم الذي شنته جماعة الحوثي على السعودية أوقع جرحى.", "Houthis", "Saudi Arabia"),
    ],
)
def test_who_carries_out_an_attack_is_its_source(text: str, source: str, target: str) -> None:
    assert sides(text, plover="ASSAULT") == ([source], [target])


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("تعرضت سفينة لهجوم شنه الحوثيون في خليج عدن.", ["Houthis"], ["ships"]),
        ("تعرضت القوات الأمريكية في سوريا لهجوم صاروخي.", [], ["US forces"]),
        ("تعرضت مواقع حزب الله لقصف إسرائيلي.", ["Israel"], ["Hezbollah"]),
    ],
)
def test_who_is_exposed_to_an_attack_is_its_target(text: str, source: list[str], target: list[str]) -> None:
    assert sides(text, plover="ASSAULT") == (source, target)


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("تبنى تنظيم داعش الهجوم على حاجز للجيش السوري في دير الزور.", "Islamic State", "Syrian army"),
        ("تبنى حزب الله قصف موقع إسرائيلي.", "Hezbollah", "Israel"),
    ],
)
def test_who_claims_an_attack_is_its_source(text: str, source: str, target: str) -> None:
    assert sides(text, kind="claim") == ([source], [target])


@pytest.mark.parametrize(
    ("text", "one", "other"),
    [
        ("اندلعت اشتباكات بين الجيش السوداني وقوات الدعم السريع في أم درمان.", ARMY, RSF),
        ("اندلعت معارك بين الجيش اليمني والحوثيين في مأرب.", "Yemeni army", "Houthis"),
        (
            "دارت اشتباكات بين قوات سوريا الديمقراطية وتنظيم داعش شرقي دير الزور.",
            "Syrian Democratic Forces",
            "Islamic State",
        ),
    ],
)
def test_fights_between_two_sides_are_told_of_each(text: str, one: str, other: str) -> None:
    acts = [a for a in reading(text).assertions if a.plover == "ASSAULT"]
    assert [(names(a.source), names(a.target)) for a in acts] == [([one], [other]), ([other], [one])]


@pytest.mark.parametrize(
    ("text", "plover", "source", "target"),
    [
        ("اعتقلت الشرطة التركية عناصر من تنظيم داعش.", "COERCE", "Turkish police", "Islamic State"),
        ("فرضت الولايات المتحدة عقوبات على قادة قوات الدعم السريع.", "SANCTION", "United States", RSF),
    ],
)
def test_other_acts_have_sides_too(text: str, plover: str, source: str, target: str) -> None:
    assert sides(text, plover=plover) == ([source], [target])


def test_the_speaker_is_no_doer() -> None:
    _, found = told("قال مصدر عسكري إن الجيش السوداني قصف مواقع قوات الدعم السريع.", plover="ASSAULT")
    assert names(found.source) == [ARMY]
    assert "military sources" not in names(found.target)


def test_an_attack_by_nobody_named_has_no_source() -> None:
    _, found = told("انفجرت عبوة ناسفة في الموصل أمس.", plover="ASSAULT")
    assert found.source == ()


@pytest.mark.parametrize(
    ("text", "plover", "source", "target"),
    [
        ("هاجم مسلحون مجهولون مركز شرطة في كركوك.", "ASSAULT", ["unidentified gunmen"], ["police"]),
        ("خطف مسلحون موظفا في الأمم المتحدة في عدن.", "ASSAULT", ["gunmen"], ["United Nations employees"]),
        ("قصفت طائرات مجهولة الهوية مواقع للحوثيين في الحديدة.", "ASSAULT", [], ["Houthis"]),
        (
            "اقتحم مقاتلو حركة الشباب، فجر أمس، قاعدة للجيش الصومالي.",
            "ASSAULT",
            ["Al-Shabaab"],
            ["Somali National Army"],
        ),
        (
            "قتل مسلحون يستقلون دراجة نارية عنصرا في الجيش اليمني بعدن.",
            "ASSAULT",
            ["gunmen"],
            ["Yemeni army"],
        ),
    ],
)
def test_subject_and_object_that_stand_side_by_side_are_two(
    text: str, plover: str, source: list[str], target: list[str]
) -> None:
    assert sides(text, plover=plover) == (source, target)


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("قتل جندي لبناني على يد مسلحين في طرابلس.", ["gunmen"], ["Lebanese Army"]),
        ("قتل قيادي في حركة الجهاد الإسلامي في غزة.", [], ["Palestinian Islamic Jihad"]),
        ("أعلن الجيش المالي أن عشرة من جنوده قتلوا في الشمال.", [], ["Malian Army"]),
    ],
)
def test_who_stands_alone_with_a_verb_of_killing_is_killed(text: str, source: list[str], target: list[str]) -> None:
    assert sides(text, plover="ASSAULT") == (source, target)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("قال شهود إن طائرات تركية قصفت ليل الأحد قرى في ريف الحسكة.", ["Turkey"]),
        ("أفاد مصدر أمني بأن مسلحين قصفوا بقذائف الهاون أحياء في حلب.", ["gunmen"]),
        ("قالت الشرطة العراقية إن انتحاريا هاجم نقطة تفتيش في بغداد.", ["suicide bombers"]),
    ],
)
def test_a_noun_behind_that_is_the_subject_of_the_verb_behind_it(text: str, source: list[str]) -> None:
    assert sides(text, plover="ASSAULT")[0] == source


def test_who_sent_what_was_shot_down_is_its_source() -> None:
    text = "أسقطت الدفاعات السعودية طائرة مسيرة أطلقتها مليشيا الحوثي باتجاه أبها."
    assert sides(text, plover="ASSAULT") == (["Houthis"], ["Saudi Arabia"])


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("أدان مجلس الأمن استهداف الحوثيين للسفن في البحر الأحمر.", ["Houthis"], ["ships"]),
        ("تواصل استهداف تنظيم داعش لمواقع الجيش العراقي في ديالى.", ["Islamic State"], ["Iraqi army"]),
        (
            "أسفر قصف الطيران الروسي لمواقع هيئة تحرير الشام عن مقتل عنصر.",
            ["Russian Aerospace Forces"],
            ["Hayat Tahrir al-Sham"],
        ),
    ],
)
def test_behind_the_doer_of_a_verbal_noun_stands_its_object(text: str, source: list[str], target: list[str]) -> None:
    assert sides(text, plover="ASSAULT") == (source, target)


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("قتل ثلاثة متظاهرين برصاص قوات الأمن العراقية في الناصرية.", ["Iraqi security forces"], ["protesters"]),
        ("قتل خمسة مدنيين بنيران الجيش الإسرائيلي في رفح.", ["Israeli army"], ["civilians"]),
        ("أصيب صحفيان بصواريخ أطلقها حزب الله على حيفا.", ["Hezbollah"], ["journalists"]),
    ],
)
def test_whose_the_weapon_is_does_the_harm(text: str, source: list[str], target: list[str]) -> None:
    assert sides(text, plover="ASSAULT") == (source, target)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("شنت طائرات إسرائيلية غارات على بلدة الخيام جنوبي لبنان.", []),
        ("أطلقت حركة حماس عشرات الصواريخ على تل أبيب.", []),
        ("قصفت القوات الروسية كييف بالصواريخ.", ["Ukraine"]),
        ("انفجرت عبوة ناسفة بدورية للجيش العراقي في الطارمية.", ["Iraqi army"]),
    ],
)
def test_a_place_is_struck_but_is_no_target_itself(text: str, target: list[str]) -> None:
    assert sides(text, plover="ASSAULT")[1] == target


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("أسفر القصف الإسرائيلي على غزة عن مقتل عشرة فلسطينيين.", ["Palestinians"]),
        ("قتل الجيش الإسرائيلي فلسطينيا قرب جنين.", ["Palestinians"]),
        ("هاجم مسلحون منازل السوريين في لبنان.", ["Syrians"]),
    ],
)
def test_people_of_a_state_are_not_the_state(text: str, target: list[str]) -> None:
    assert sides(text, plover="ASSAULT")[1] == target


def test_whoever_demonstrates_are_protesters() -> None:
    assert sides("اندلعت مظاهرات في بغداد ضد الحكومة العراقية.", plover="PROTEST")[0] == ["protesters"]
    assert sides("نظم أهالي المعتقلين وقفة احتجاجية أمام المحكمة.", plover="PROTEST")[0] != ["protesters"]


@pytest.mark.parametrize(
    ("text", "army"),
    [
        ("اجتمع قادة الجيش السوداني في بورتسودان. ثم قصف الجيش الفاشر.", "Sudanese Armed Forces"),
        ("هاجمت قوات الدعم السريع مدينة الفاشر. ثم قصفت القوات مخيم زمزم.", RSF),
    ],
)
def test_the_army_is_the_one_named_before(text: str, army: str) -> None:
    assert names(reading(text).assertions[-1].source) == [army]


@pytest.mark.parametrize(
    ("text", "plover"),
    [
        ("قال محامي المتظاهرين إن الشرطة اعتدت عليهم بالضرب.", "ASSAULT"),
        ("خرج المحتجون إلى الساحة قبل أن تعتقل الشرطة سبعة منهم.", "COERCE"),
    ],
)
def test_a_plural_pronoun_is_the_people_told_of_before(text: str, plover: str) -> None:
    assert sides(text, plover=plover)[1] == ["protesters"]


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("صدت قوات حكومة الوفاق هجوما لقوات حفتر جنوبي طرابلس.", ["Libyan National Army"], ["GNA forces"]),
        ("صد الجيش السوداني هجوما شنته قوات الدعم السريع على الفاشر.", [RSF], [ARMY]),
        ("تمكنت القوات العراقية من صد هجوم لتنظيم داعش في ديالى.", ["Islamic State"], ["Iraqi forces"]),
    ],
)
def test_an_attack_beaten_off_is_of_the_attacker_on_the_defender(
    text: str, source: list[str], target: list[str]
) -> None:
    assert sides(text, plover="ASSAULT") == (source, target)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("اعتقلت الشرطة التركية خمسة أشخاص في أنقرة.", []),
        ("اعتقلت الشرطة التركية خمسة أشخاص بتهمة الانتماء إلى تنظيم داعش.", ["Islamic State"]),
    ],
)
def test_those_arrested_are_of_the_group_they_are_held_to_belong_to(text: str, target: list[str]) -> None:
    assert sides(text, plover="COERCE")[1] == target


def test_a_threat_is_to_whom_the_threatened_act_would_hit() -> None:
    assert sides("توعد الحوثيون بشن هجمات على السعودية.", plover="THREATEN") == (["Houthis"], ["Saudi Arabia"])


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("بحث وزير الخارجية العماني مع نظيره القطري الوضع في غزة.", "Qatari Foreign Minister"),
        ("التقى الرئيس التركي رجب طيب أردوغان نظيره الفرنسي.", "President of France"),
        ("أجرى وزير الدفاع الأردني اتصالا هاتفيا بنظيرته الألمانية.", "German Defense Minister"),
    ],
)
def test_a_counterpart_holds_the_same_office_in_another_state(text: str, target: str) -> None:
    assert sides(text, kind="meeting")[1] == [target]


@pytest.mark.parametrize(
    ("text", "plover", "source", "target"),
    [
        ("اتهمت إسلام آباد كابل بإيواء مسلحين.", "ACCUSE", "Pakistan", "Afghanistan"),
        (
            "دعا زعيم التيار الصدري مقتدى الصدر الحكومة العراقية إلى الاستقالة.",
            "REQUEST",
            "Muqtada al-Sadr",
            "Government of Iraq",
        ),
        ("رفضت طهران العقوبات الأميركية.", "REJECT", "Iran", "United States"),
        ("رفضت بغداد خطة طرحتها تركيا.", "REJECT", "Iraq", "Turkey"),
        ("دان مجلس الأمن القصف الروسي على كييف.", "ACCUSE", "UN Security Council", "Russia"),
    ],
)
def test_a_speech_act_is_against_whom_it_names_or_whose_doing_it_is_about(
    text: str, plover: str, source: str, target: str
) -> None:
    assert sides(text, plover=plover) == ([source], [target])


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("هاجمت حركة الشباب قاعدة للجيش الصومالي. وأدان الاتحاد الأفريقي الهجوم.", ["Al-Shabaab"]),
        ("انفجرت عبوة ناسفة في بغداد. وأدان الاتحاد الأوروبي الهجوم.", []),
    ],
)
def test_who_condemns_an_attack_told_before_condemns_its_author(text: str, target: list[str]) -> None:
    assert sides(text, plover="ACCUSE")[1] == target


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("استهدفت فصائل مسلحة قاعدة أميركية في دير الزور.", "US forces"),
        ("قصف حزب الله ثكنة إسرائيلية.", "Israeli army"),
        ("هاجم مسلحون قاعدة فرنسية في مالي.", "French forces"),
        ("قصف حزب الله موقعا إسرائيليا.", "Israel"),
    ],
)
def test_a_base_of_a_state_is_that_of_its_forces(text: str, target: str) -> None:
    assert sides(text, plover="ASSAULT")[1] == [target]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("هاجم الجيش السوداني قوات الدعم السريع في نيالا. ودعت القاهرة طرفي النزاع إلى وقف القتال.", {ARMY, RSF}),
        ("قصفت باكستان قاعدة تركية. ودعت الصين البلدين إلى ضبط النفس.", {"Pakistan", "Turkey"}),
        ("ودعت الصين البلدين إلى ضبط النفس.", set()),
    ],
)
def test_the_two_sides_are_those_whom_the_text_has_set_against_each_other(text: str, target: set[str]) -> None:
    assert set(sides(text, plover="REQUEST")[1]) == target


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("انتشرت القوات العراقية في الحي وأطلق مسلحون النار عليها.", "Iraqi forces"),
        ("انتشرت وحدات من الجيش السوداني في نيالا وأطلقت قوات الدعم السريع النار عليها.", ARMY),
    ],
)
def test_a_pronoun_stands_for_the_one_told_of_before_the_act(text: str, target: str) -> None:
    assert sides(text, plover="ASSAULT")[1] == [target]


def test_a_set_phrase_that_names_no_doer_goes_on_with_the_one_before() -> None:
    made = reading("أطلقت الشرطة العراقية الرصاص في الهواء واستخدمت الهراوات لضرب المحتجين.")
    found = [a for a in made.assertions if "clubs" in a.weapons]
    assert [(names(a.source), names(a.target)) for a in found] == [(["Iraqi police"], ["protesters"])]


def test_what_force_aims_at_is_its_target() -> None:
    text = "أطلقت الشرطة العراقية الغاز المسيل للدموع لتفريق المتظاهرين."
    assert sides(text) == (["Iraqi police"], ["protesters"])


def test_two_forces_that_fight_a_third_do_not_fight_each_other() -> None:
    found = reading("تقاتل القوات العراقية والبيشمركة مسلحي تنظيم داعش منذ أشهر قرب كركوك.").assertions
    assert "Peshmerga" not in [n for a in found if "Iraqi forces" in names(a.source) for n in names(a.target)]


def test_killed_and_wounded_counted_together_are_no_second_attack() -> None:
    found = reading("انفجرت عبوة ناسفة في بعقوبة أسفرت عن مقتل وإصابة سبعة مدنيين.").assertions
    assert [a.plover for a in found] == ["ASSAULT"]


def test_a_government_that_announces_an_expulsion_does_it() -> None:
    text = "أعلنت بولندا طرد ثلاثة دبلوماسيين روس."
    assert sides(text, plover="SANCTION")[0] == ["Poland"]
