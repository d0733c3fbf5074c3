"""Arabic names made comparable: words without spelling variants, article and one-letter proclitics.

Coarser than `letters`, on purpose: the scorer compares names and conditions by it, so its figures depend on it.
"""

from __future__ import annotations

import re

SENTENCE_ENDS = ".!؟"

MARKS = re.compile(r"[\u064b-\u0652\u0670\u0640\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FOLD = str.maketrans("أإآٱىةؤئ", "ااااي" + "ه" + "وي")
PROCLITICS = re.compile(r"^(?:[وف])?(?:(?:[بك])?ال|لل|ب(?=ال)|ل(?=\w{4}))(?=\w{2})")


def comparable_words(text: str | None) -> list[str]:
    """The words of a name, folded and without article and proclitics.

    >>> comparable_words("وللقوات الأميركية")
    ['قوات', 'اميركيه']
    """
    folded = MARKS.sub("", text or "").translate(FOLD)
    return [PROCLITICS.sub("", word) for word in re.findall(r"\w+", folded)]
