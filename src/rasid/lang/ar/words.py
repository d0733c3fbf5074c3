"""The closed classes of Arabic: function words and the job each does.

Written in full spelling; compared with hamza and other seats folded. Words with two jobs are decided in
`function_of` by their part of speech and their neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from rasid.lang.ar.clitics import WHOLE, Split
from rasid.lang.ar.letters import fold
from rasid.model.text import Token

_CLASSES = """
preposition: في من إلى على عن مع حتى منذ مذ خلال ضد عند لدى لدن بين حول دون تحت فوق أمام خلف وراء قبل بعد أثناء
  إثر عقب عبر نحو تجاه باتجاه إزاء حيال ضمن داخل خارج وسط قرب قبالة قبيل بعيد جراء بسبب بفعل نتيجة رغم برغم
  بواسطة بحسب حسب وفق وفقا طبقا بموجب مقابل طوال طيلة غداة ليلة لأجل باستثناء بشأن بخصوص بغية بهدف بفضل عوضا
  بدلا إلي ب ل ك شمال جنوب شرق غرب شمالي جنوبي شرقي غربي بجانب بجوار بمحاذاة لصالح
conjunction: و ف أو أم ثم بل لكن ولكن إنما وإنما وكذلك فضلا
subordinator: فيما بينما حين حينما عندما إذ حيث بعدما قبلما ريثما لحظة لدن كي لكي كيلا لئلا طالما حالما مثلما
  كما فحين بيد مع حيثما أينما منذما عندئذ وقتما ساعة مذما بسببما
relative: الذي التي الذين اللذين اللتين اللذان اللتان اللواتي اللاتي اللائي ممن مما ما من فيمن بمن لمن عمن
complementiser: أن إن أنه أنها أنهم أنهما أنهن أننا أنني أني أنك أنكم لأن لأنه لأنها لأنهم كأن كأنه كأنها بأن
  بأنه بأنها
conditional: إذا إن لو لولا لوما مهما كلما إما لئن أيما متى
negation: لا لم لن ليس ليست ليسوا لسنا لست ليسا غير بلا دون عدم ولا
future: سوف
modal_possible: ربما لعل لعله لعلها عسى
aux: كان كانت كانوا كانا كانتا كن كنا كنت كنتم يكون تكون يكونون يكونوا تكونوا نكون أكون يكن تكن نكن أكن سيكون
  ستكون سيكونون ستكونون سنكون تكونا يكونا كونه كونها
demonstrative: هذا هذه هذان هذين هاتان هاتين هؤلاء ذلك تلك ذاك أولئك ذا هنا هناك هنالك
pronoun: هو هي هم هما هن نحن أنا أنت أنتم إياه إياها إياهم
question: هل ماذا لماذا كيف أين كم لم أليس أما ألا ألم أي
particle: قد لقد إنما إن أما فأما ها يا أيها أيتها حتى أيضا كذلك فقط نعم كلا أجل بلى أي
exception: إلا سوى عدا خلا ماعدا باستثناء خصوصا
quantifier: كل جميع بعض كافة معظم أغلب غالبية سائر كلا كلتا أحد إحدى أي عدة بضع بضعة نصف
"""


def _table() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    function = ""
    for word in _CLASSES.split():
        if word.endswith(":"):
            function = word[:-1]
            continue
        jobs = table.setdefault(fold(word), [])
        if function not in jobs:
            jobs.append(function)
    return MappingProxyType({word: tuple(jobs) for word, jobs in table.items()})


FUNCTIONS: Mapping[str, tuple[str, ...]] = _table()

# Words that nothing may be taken off, though they begin or end with the letters of a clitic.
_UNSPLIT = """
في فيما فوق فور فقط ليس ليست ليسوا لدى لدي لكن لم لن لا لو لولا لقد لعل لما كان كانت كانوا كانا كما كل كلما كذلك
كي كيف كم كلا كلتا كن كنا كنت كافة كامل كبير كبيرة كثير كثيرة سوف سوى بل بلى بين بينما بعد بعض بعدما بات باتت
باتوا بدأ بدأت بدا بدت بيد بلاد وسط وفق وفقا وراء وجه فضلا لدن كون بضع بضعة ليبيا لبنان ليل ليلة واشنطن وزير
وزارة وزراء وزيرا وزيري وزيران ولي وكالة وكالات وفاة وفد وقت وقف وقع وقعت ولاية هي هو هم هما هن هذه هذا أي إلي على إلى
التي حتي حتى متى بلي لعلي
"""
UNSPLIT = frozenset(fold(word) for word in _UNSPLIT.split())
# Particles that pronouns hang on, as they are spelled before a pronoun (folded), and the pronouns.
_HOSTS = """
عن من الي علي في لدي مع بين عند دون خلف حول ضد بعد قبل تحت فوق امام نحو حيال تجاه ضمن خلال ان لكن كان لعل ليت
حين اثر عبر سوي غير بعض كل جميع معظم احد احدي كلا كلي كلتي نفس نفسي انفس ذات ازا ورا ل ب
"""
HOSTS = frozenset(_HOSTS.split())
REMEMBERED = 1 << 15  # words whose splits are kept for the next time they are met
PRONOUNS = ("هما", "كما", "ها", "هم", "هن", "نا", "كم", "كن", "ني", "ه", "ي", "ك")

# Words that may be a host with its pronoun or another word altogether.
_AMBIGUOUS = """
كانا كاني كلي بي بنا منا عنا كلنا بعدي احدي ذاتي ذاته ضدي غيري حينه اثره نحوي بعضي تحتي ليتي لكي معني خلفه عبره
نفسي قبلي
"""
AMBIGUOUS = frozenset(_AMBIGUOUS.split())


@lru_cache(maxsize=REMEMBERED)
def closed_split(norm: str) -> Split | None:
    """The split of a word of a closed class; None for every other word.

    >>> closed_split("وعليه"), closed_split("بينهما"), closed_split("قصفه")
    (Split(before=1, after=1), Split(before=0, after=3), None)
    """
    if norm in UNSPLIT:
        return WHOLE
    for before in ("", "و", "ف"):
        if not norm.startswith(before):
            continue
        rest = norm[len(before) :]
        if before and rest in UNSPLIT and rest in FUNCTIONS:
            return Split(1, 0)
        if rest in AMBIGUOUS:
            return None
        for pronoun in PRONOUNS if rest.endswith(PRONOUNS) else ():
            if rest.endswith(pronoun) and rest.removesuffix(pronoun) in HOSTS:
                return Split(len(before), len(pronoun))
        if rest.startswith(("بان", "لان")):
            if len(rest) == len("بان"):
                return Split(len(before) + 1, 0)
            if rest[3:] in PRONOUNS:
                return Split(len(before) + 1, len(rest) - 3)
    return None


def is_function_word(norm: str) -> bool:
    """Whether a folded word, or what remains without و or ف, is in a closed class."""
    return norm in FUNCTIONS or (len(norm) > 2 and norm[0] in "وف" and norm[1:] in FUNCTIONS)


def _verb_follows(tokens: Sequence[Token], at: int, reach: int = 2) -> bool:
    """Whether a verb stands within the next words, before any mark."""
    for token in tokens[at + 1 : at + 1 + reach]:
        if token.pos == "PUNCT":
            return False
        if token.pos in ("VERB", "AUX"):
            return True
    return False


def _last_word(tokens: Sequence[Token], at: int) -> Token | None:
    """The word before, marks of quotation skipped."""
    for token in reversed(tokens[max(0, at - 3) : at]):
        if token.pos != "PUNCT":
            return token
        if token.norm in ".،,؛:؟!":
            return None
    return None


def function_of(tokens: Sequence[Token], at: int) -> str | None:
    """The job of a function word in its sentence, or None for a content word.

    Tokens need everything but their functions.
    """
    token = tokens[at]
    if token.pos in ("PUNCT", "NUM", "SYM") or not token.segments:
        return None
    jobs = FUNCTIONS.get(token.norm) or FUNCTIONS.get(token.stem)
    if jobs is None:
        return None
    stem = token.norm if token.norm in FUNCTIONS else token.stem
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if stem in _CHOICES:
        return _CHOICES[stem](tokens, at, following)
    job = jobs[0]
    if job == "preposition" and token.pos in ("VERB", "PROPN", "ADJ"):
        return None if stem in _SOMETIMES else job
    if job == "preposition" and stem in _NOUNLIKE and (token.features.definite or token.pos in ("NOUN", "VERB")):
        segment_before = token.proclitic("ب", "ل", "ك")
        after_preposition = at > 0 and tokens[at - 1].pos == "ADP"
        if token.features.definite or (token.pos == "NOUN" and (segment_before or after_preposition)):
            return None
    if job in ("aux", "relative", "demonstrative", "pronoun", "complementiser"):
        return job
    if job == "subordinator" and stem in _NOUNLIKE and not _verb_follows(tokens, at, 1):
        return None
    return job


def _ma(tokens: Sequence[Token], at: int, following: Token | None) -> str | None:
    """ما: conditional before لم and دام, negation at the head of a verb clause, else relative."""
    if following is not None and following.norm in ("لم", "دام", "دامت", "داموا", "زال", "زالت", "زالوا"):
        return "conditional" if following.norm in ("لم", "دام", "دامت", "داموا") else "negation"
    if tokens[at].proclitic("ب", "ل", "ك") is not None:
        return "relative"
    before = _last_word(tokens, at)
    if before is None and at > 1 and tokens[at - 1].norm in ("،", ","):
        return "relative"  # "…, which led to"
    if before is None or before.norm in ("ان", "لكن", "انه", "انها", "و") or tokens[at].proclitic("و", "ف") is not None:
        if following is not None and following.pos in ("VERB", "AUX") and following.features.tense == "past":
            return "negation"
        if following is not None and following.pos in ("ADP", "PRON") and before is None:
            return "negation"
    if (
        before is not None
        and before.norm in ("قال", "قالت", "اكد", "اضاف")
        and following is not None
        and following.pos == "AUX"
    ):
        return "negation"
    return "relative"


def _man(tokens: Sequence[Token], at: int, following: Token | None) -> str | None:
    """من: relative before a verb or a preposition after no mark of its own, else preposition."""
    if tokens[at].segments[-1].role == "enclitic":
        return "preposition"
    if tokens[at].proclitic("ب", "ل", "ك") is not None:
        return "relative"
    if following is None:
        return "preposition"
    if (
        following.pos in ("VERB", "AUX")
        and following.features.tense in ("present", "past")
        and not following.features.definite
    ):
        asked = at > 0 and tokens[at - 1].lemma in KNOWING
        plain = following.norm[:1] in "يت" or following.norm.endswith("وا") or following.proclitic("س") is not None
        sure = asked or following.pos == "AUX" or plain
        return "relative" if sure or tokens[at].pos == "PRON" else "preposition"
    if tokens[at].pos == "PRON" and following.pos == "ADP":
        return "relative"
    return "preposition"


def _in(tokens: Sequence[Token], at: int, following: Token | None) -> str | None:
    """أن and إن: conditional only where a verb follows, nothing hangs on it, and no verb of saying governs it."""
    token = tokens[at]
    if token.segments[-1].role == "enclitic" or following is None or following.pos not in ("VERB", "AUX"):
        return "complementiser"
    if token.proclitic("ل", "ب", "ك") is not None:
        return "complementiser"
    before = _last_word(tokens, at)
    if before is None and following.features.tense == "past":
        return "conditional"
    if before is not None and before.norm in ("حتي", "و") and following.features.tense == "past":
        return "conditional"
    if token.proclitic("و", "ف") is not None and following.features.tense == "past" and before is None:
        return "conditional"
    if following.features.tense == "past" and before is not None and before.pos not in ("VERB", "ADP"):
        return "conditional" if before.norm not in _SAYING_NOUNS else "complementiser"
    return "complementiser"


def _lamma(_tokens: Sequence[Token], _at: int, following: Token | None) -> str | None:
    """لما: "when" before a past, else "for what"; rarely "not yet"."""
    return "subordinator" if following is not None and following.features.tense == "past" else "relative"


def _qad(tokens: Sequence[Token], at: int, following: Token | None) -> str | None:
    """قد: "may" before a present, else a mark of the perfect."""
    return "modal_possible" if following is not None and _tense_ahead(tokens, at) == "present" else "particle"


def _tense_ahead(tokens: Sequence[Token], at: int) -> str | None:
    for token in tokens[at + 1 : at + 3]:
        if token.pos in ("VERB", "AUX"):
            return token.features.tense
        if token.norm != "لا":
            return "present" if token.norm[:1] == "ي" else None
    return None


def _ghayr(_tokens: Sequence[Token], _at: int, following: Token | None) -> str | None:
    """غير: negation before an adjective, "but" before أن."""
    if following is not None and following.norm in ("ان", "انه", "انها", "انهم"):
        return "conjunction"
    return "negation"


def _illa(_tokens: Sequence[Token], _at: int, following: Token | None) -> str | None:
    """إلا and ألا: "but" before أن, exception, or "that not" before a present verb."""
    if following is not None and following.norm in ("ان", "انه", "انها", "انهم"):
        return "conjunction"
    if following is not None and following.pos == "VERB" and following.features.tense == "present":
        return "complementiser"
    return "exception"


def _law(tokens: Sequence[Token], at: int, _following: Token | None) -> str | None:
    """لو: "if"; "even if" behind حتى or with و, which makes no condition."""
    before = _last_word(tokens, at)
    even = tokens[at].proclitic("و") is not None or (before is not None and before.norm in ("حتي", "و"))
    return "subordinator" if even else "conditional"


def _ay(_tokens: Sequence[Token], _at: int, following: Token | None) -> str | None:
    """أي: "any" before a noun; "that is" before anything else."""
    if following is not None and following.pos in ("NOUN", "ADJ", "PROPN", "X") and not following.features.definite:
        return "quantifier"
    return "particle"


def _amma(_tokens: Sequence[Token], _at: int, _following: Token | None) -> str | None:
    """أما and إما: "as for" before a noun, "either" elsewhere."""
    return "particle"


def _hatta(_tokens: Sequence[Token], _at: int, following: Token | None) -> str | None:
    """حتى: "so that" or "until" before a verb, else preposition."""
    return "subordinator" if following is not None and following.pos == "VERB" else "preposition"


def _ali(tokens: Sequence[Token], at: int, _following: Token | None) -> str | None:
    """على, in careless spelling written like the name Ali."""
    return None if tokens[at].pos == "PROPN" else "preposition"


def _dun(_tokens: Sequence[Token], _at: int, _following: Token | None) -> str | None:
    """دون: "without" before a verbal noun or أن; the same word for "below"."""
    return "negation"


def _la(_tokens: Sequence[Token], _at: int, following: Token | None) -> str | None:
    """لا: "not"; with سيما "above all"."""
    return "particle" if following is not None and following.norm == "سيما" else "negation"


def _mata(_tokens: Sequence[Token], _at: int, following: Token | None) -> str | None:
    """متى: "when"."""
    return "conditional" if following is not None and following.features.tense == "past" else "question"


def _haythu(tokens: Sequence[Token], at: int, _following: Token | None) -> str | None:
    """حيث: "where, as"; with ب "so that"."""
    return "preposition" if at > 0 and tokens[at - 1].norm == "من" else "subordinator"


def _kama(tokens: Sequence[Token], at: int, _following: Token | None) -> str | None:
    """كما: "as" inside a sentence; "also" at its head."""
    return "conjunction" if _last_word(tokens, at) is None else "subordinator"


def _kana(tokens: Sequence[Token], at: int, _following: Token | None) -> str | None:
    """كان and كأن: the verb, or "as if"."""
    as_if = tokens[at].segments[-1].role == "enclitic" or tokens[at].pos in ("SCONJ", "PART", "ADP", "CCONJ")
    return "complementiser" if as_if else "aux"


def _lakin(_tokens: Sequence[Token], _at: int, _following: Token | None) -> str | None:
    """لكن: "but"."""
    return "conjunction"


_CHOICES: Mapping[str, Callable[[Sequence[Token], int, Token | None], str | None]] = MappingProxyType(
    {
        "ما": _ma,
        "من": _man,
        "ان": _in,
        "لما": _lamma,
        "قد": _qad,
        "غير": _ghayr,
        "الا": _illa,
        "اي": _ay,
        "لو": _law,
        "اما": _amma,
        "حتي": _hatta,
        "علي": _ali,
        "دون": _dun,
        "لا": _la,
        "متي": _mata,
        "حيث": _haythu,
        "كما": _kama,
        "لكن": _lakin,
        "كان": _kana,
    }
)
KNOWING = frozenset({"عرف", "علم", "دري", "حدد", "سال", "تبين"})  # behind which من asks who
AWAITING = frozenset({"ما", "من", "لما", "متي", "حتي"})  # their job depends on the verb behind them
_SOMETIMES_WORDS = """
عبر وسط داخل خارج خلف قرب شمال جنوب شرق غرب شمالي جنوبي شرقي غربي حسب مقابل نتيجة ضمن
"""
_SOMETIMES = frozenset(fold(word) for word in _SOMETIMES_WORDS.split())
_NOUNLIKE_WORDS = """
وسط داخل خارج قرب شمال جنوب شرق غرب شمالي جنوبي شرقي غربي نتيجة ليلة غداة ساعة لحظة حين بعيد خلف إثر مقابل بيد
مع
"""
_NOUNLIKE = frozenset(fold(word) for word in _NOUNLIKE_WORDS.split())
_SAYING_WORDS = """
علما قائلا قائلة مؤكدا مضيفا معتبرا مشيرا موضحا معلنا
"""
_SAYING_NOUNS = frozenset(fold(word) for word in _SAYING_WORDS.split())
