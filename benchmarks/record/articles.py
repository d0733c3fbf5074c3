"""Invented articles by the thousand, to measure the record with: one story told by several outlets, copied, rewritten.

Seeded: the same number and seed give the same articles. All of it is made up.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

BEGIN = date(2023, 1, 1)
DAYS = 540
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
OUTLETS = (
    *(f"جريدة {name}" for name in ("النهضة", "الصباح", "المرآة", "البيان", "الرأي", "الشروق", "المدار")),
    "وكالة الساحل",
    "وكالة المشرق",
    "موقع الميدان",
    "إذاعة الوادي",
    "قناة الأفق",
)


@dataclass(frozen=True, slots=True)
class Theatre:
    """Where stories happen, and who acts in them."""

    places: tuple[str, ...]
    armies: tuple[str, ...]
    groups: tuple[str, ...]
    ministry: str
    weight: int


THEATRES = (
    Theatre(
        ("تدمر", "الرقة", "دير الزور", "درعا", "إدلب", "حمص", "الحسكة", "السويداء", "البوكمال", "منبج", "عفرين"),
        ("الجيش السوري", "قوات سوريا الديمقراطية", "الجيش التركي"),
        ("تنظيم داعش", "هيئة تحرير الشام", "الجيش الوطني السوري"),
        "وزارة الدفاع السورية",
        5,
    ),
    Theatre(
        ("الموصل", "كركوك", "ديالى", "الرمادي", "الفلوجة", "سامراء", "تكريت", "سنجار", "بعقوبة", "البصرة"),
        ("الجيش العراقي", "الشرطة العراقية", "قوات البيشمركة"),
        ("تنظيم داعش", "كتائب حزب الله العراقية", "حزب العمال الكردستاني"),
        "وزارة الداخلية العراقية",
        4,
    ),
    Theatre(
        ("مأرب", "تعز", "الحديدة", "صعدة", "عدن", "الضالع", "شبوة", "البيضاء", "حجة"),
        ("الجيش اليمني", "قوات التحالف العربي", "القوات الحكومية اليمنية"),
        ("جماعة الحوثي", "تنظيم القاعدة في جزيرة العرب"),
        "وزارة الدفاع اليمنية",
        4,
    ),
    Theatre(
        ("أم درمان", "الخرطوم", "الفاشر", "نيالا", "الأبيض", "ود مدني", "الجنينة", "بحري", "زالنجي"),
        ("الجيش السوداني",),
        ("قوات الدعم السريع", "الحركة الشعبية لتحرير السودان"),
        "وزارة الخارجية السودانية",
        5,
    ),
    Theatre(
        ("غزة", "رفح", "خان يونس", "جنين", "نابلس", "طولكرم", "جباليا", "دير البلح", "الخليل"),
        ("الجيش الإسرائيلي",),
        ("حركة حماس", "حركة الجهاد الإسلامي"),
        "وزارة الصحة في غزة",
        5,
    ),
    Theatre(
        ("طرابلس", "بنغازي", "سرت", "سبها", "مصراتة", "الزاوية", "درنة"),
        ("الجيش الليبي", "قوات حكومة الوفاق"),
        ("تنظيم داعش",),
        "وزارة الداخلية الليبية",
        2,
    ),
    Theatre(
        ("مقديشو", "كيسمايو", "بيدوا", "بلدوين", "بوصاصو"),
        ("الجيش الصومالي", "القوات الحكومية الصومالية"),
        ("حركة الشباب",),
        "وزارة الإعلام الصومالية",
        2,
    ),
    Theatre(
        ("كابل", "قندهار", "هرات", "جلال آباد", "قندوز", "غزني", "مزار شريف"),
        ("القوات الأفغانية", "الشرطة الأفغانية"),
        ("حركة طالبان", "تنظيم داعش"),
        "وزارة الداخلية الأفغانية",
        3,
    ),
)
WEAPONS = ("عبوة ناسفة", "سيارة مفخخة", "طائرة مسيرة", "قذائف هاون", "صواريخ", "أسلحة رشاشة", "مدفعية ثقيلة")
AIMS = ("ثكنة", "حاجز", "مقر", "دورية", "قاعدة", "نقطة تفتيش", "رتل", "مستودع ذخيرة", "مبنى حكومي", "سوق شعبية")
PARTS = ("شمالي", "جنوبي", "شرقي", "غربي")
WHO = ("الجنود", "المدنيين", "عناصر الشرطة", "المسلحين", "عمال الإغاثة")
TIMES = ("فجر", "صباح", "ظهر", "عصر", "مساء", "ليل")
SAID = ("قال مصدر أمني", "أفادت مصادر محلية", "ذكر شهود عيان", "أكد مسؤول محلي", "أوضح ناطق عسكري")
ENDINGS = (
    "وتشهد المنطقة توترا منذ أسابيع وسط مخاوف السكان من اتساع المواجهات.",
    "ونقل المصابون إلى مستشفى قريب، وفرضت السلطات طوقا حول المكان.",
    "ولم تتضح بعد ملابسات ما جرى، فيما بدأت لجنة التحقيق عملها.",
    "ودعت منظمات دولية الأطراف إلى ضبط النفس وحماية المدنيين.",
    "وشوهدت سيارات الإسعاف تتجه إلى المكان وسط انقطاع الاتصالات.",
    "وكانت المنطقة نفسها مسرحا لحوادث مشابهة خلال الأشهر الماضية.",
    "وأغلقت المدارس والأسواق أبوابها ونزحت عشرات الأسر إلى القرى المجاورة.",
    "وتراجعت حركة المرور على الطريق العام بعد إغلاق عدد من الجسور.",
)


@dataclass(frozen=True, slots=True)
class Story:
    """One thing in the invented world."""

    theatre: Theatre
    place: str
    day: date
    doer: str
    target: str
    aim: str
    weapon: str
    who: str
    dead: int
    hurt: int
    hour: str
    part: str


def story(chance: random.Random) -> Story:
    """A story, at random."""
    theatre = chance.choices(THEATRES, [t.weight for t in THEATRES])[0]
    doer, target = chance.choice(theatre.groups), chance.choice(theatre.armies)
    if chance.random() < 0.4:
        doer, target = target, doer
    return Story(
        theatre,
        chance.choice(theatre.places),
        BEGIN + timedelta(days=chance.randrange(DAYS)),
        doer,
        target,
        chance.choice(AIMS),
        chance.choice(WEAPONS),
        chance.choice(WHO),
        chance.randint(3, 40),
        chance.randint(3, 60),
        chance.choice(TIMES),
        chance.choice(PARTS),
    )


def did(verb: str, who: str) -> str:
    """A verb in the gender of who acts."""
    female = ("جماعة", "حركة", "هيئة", "قوات", "كتائب", "الشرطة", "الحركة", "القوات")
    return verb + "ت" if who.split()[0] in female else verb


def first_sentence(it: Story, chance: random.Random) -> str:
    """What happened, in one of several wordings."""
    when, died = f"{it.hour} {WEEKDAYS[it.day.weekday()]}", f"مقتل {it.dead} شخصا"
    struck, shelled, raided = did("استهدف", it.doer), did("قصف", it.doer), did("هاجم", it.doer)
    ways = (
        f"قتل {it.dead} من {it.who} وأصيب {it.hurt} آخرون في هجوم نفذه {it.doer} على {it.aim} في {it.place} {when}.",
        f"{struck} {it.doer} {it.aim} لـ{it.target} {it.part} {it.place} بـ{it.weapon} {when} ما أدى إلى {died}.",
        f"{chance.choice(SAID)} إن {it.doer} {raided} {it.aim} لـ{it.target} في {it.place} {when}، ما أسفر عن {died}.",
        f"اندلعت اشتباكات {when} بين {it.doer} و{it.target} {it.part} مدينة {it.place}، أسفرت عن {died}.",
        f"{shelled} {it.doer} مواقع {it.target} في محيط {it.place} {when} وأوقع {it.dead} قتيلا و{it.hurt} جريحا.",
    )
    return chance.choice(ways)


def second_sentence(it: Story, chance: random.Random) -> str:
    """What was said of it, in one of several wordings."""
    did_it = did("نفذ", it.doer)
    other = chance.choice([p for p in it.theatre.places if p != it.place])
    ways = (
        f"{did('وأعلن', it.doer)} {it.doer} مسؤوليته عن الهجوم في بيان نشر على الإنترنت.",
        f"وأنكر عناصر {it.doer} أي صلة له بالهجوم على {it.aim} في {it.place}.",
        f"وقالت {it.theatre.ministry} إن عدد القتلى في {it.place} ارتفع إلى {it.dead + chance.randint(1, 6)}.",
        f"{did('واتهم', it.target)} {it.target} {it.doer} بالوقوف وراء الهجوم.",
        f"{did('وهدد', it.target)} {it.target} بالرد على {it.doer} إذا استمرت الهجمات على {other}.",
        f"واعتقلت قوات الأمن {chance.randint(2, 20)} مشتبها بهم في {other}.",
        f"ودعت {it.theatre.ministry} السكان إلى الابتعاد عن مواقع الاشتباك.",
        f"وأعلنت {it.theatre.ministry} أن {it.doer} {did_it} {chance.randint(4, 90)} هجوما منذ بداية العام.",
    )
    return chance.choice(ways)


def articles(number: int, seed: int = 1) -> Iterator[dict[str, str]]:
    """So many articles in the order in which they were published, as rows of JSON lines."""
    chance = random.Random(seed)
    found: list[tuple[date, int, dict[str, str]]] = []
    while len(found) < number:
        it = story(chance)
        outlets = chance.sample(OUTLETS, min(len(OUTLETS), 1 + int(chance.expovariate(0.8))))
        told: list[str] = []
        for outlet in outlets:
            if told and chance.random() < 0.3:
                text = told[0]  # a copy
                if chance.random() < 0.5:
                    text += " " + chance.choice(ENDINGS)
            else:
                parts = [first_sentence(it, chance), second_sentence(it, chance), chance.choice(ENDINGS)]
                text = " ".join(parts[: chance.choice((2, 3, 3))])
            told.append(text)
            published = it.day + timedelta(days=chance.choice((0, 0, 1, 1, 2)))
            n = len(found)
            row = {"id": f"g{n:06}", "text": text, "published": published.isoformat(), "outlet": outlet}
            found.append((published, n, row | {"url": f"https://n{OUTLETS.index(outlet)}.example/{n}"}))
            if len(found) == number:
                break
    for _, _, row in sorted(found, key=lambda f: f[:2]):
        yield row
