"""Factuality: did it happen, was it denied, feared, planned, foiled, or does it hang on a condition."""

from __future__ import annotations

from dataclasses import dataclass

from rasid.extract.scene import Scene
from rasid.extract.words import Words, add_form, add_verbs
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import DoubtEntry
from rasid.model import Factuality, Span
from rasid.text.phrases import Phrases

FUTURE = "+future"  # the key of a verb marked as future
CLOSING_MARKS = "»\"”')].،؛,; "


def doubts_table(knowledge: Knowledge) -> Phrases[DoubtEntry]:
    """Every verb, noun and phrase of the doubt sheet."""
    table: Phrases[DoubtEntry] = Phrases()
    for entry in knowledge.doubts:
        add_verbs(table, knowledge, entry.verbs, entry, "=~*^")
        for phrase in entry.phrases:
            add_form(table, knowledge, phrase, entry)
        for noun in entry.nouns:
            add_form(table, knowledge, noun, entry, inflect=True)
    return table


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence: its tokens and what it does to what it governs."""

    first: int
    last: int
    effect: str
    scope: str
    entry: str = ""


class Cues:
    """All cues of a sentence, asked what holds at a token."""

    def __init__(self, scene: Scene, knowledge: Knowledge) -> None:
        self.scene = scene
        table = knowledge.derived("doubts table", doubts_table)
        words = Words(scene.reading, scene.first, scene.last)
        self.cues: list[Cue] = []
        self.anything = knowledge.derived(
            "any words", lambda k: frozenset(k.key(f) for e in k.cues("quantifier") for f in e.forms)
        )
        self.acts = knowledge.derived(
            "act nouns",
            lambda k: frozenset(v for e in k.events for n in e.nouns if " " not in n for v in k.spelling.nominal(n)),
        )
        for match in table.find(words.keys):
            first, last = words.index[match.first], words.index[match.last - 1] + 1
            entry = match.entries[0]
            self.cues.append(Cue(first, last, entry.effect, entry.scope, entry.id))

    def negated(self, token: int) -> int | None:
        """The negation particle that governs a verb or noun, or None."""
        scene = self.scene
        for at in range(token - 1, max(scene.first - 1, token - 4), -1):
            word = scene.tokens[at]
            if word.function == "negation":
                return at
            if word.pos == "VERB" or (word.pos == "PUNCT" and word.norm not in ("«", '"')):
                break
            if word.pos == "AUX" or word.function in ("aux", "modal_possible"):
                continue
            if at < token - 1 and scene.tokens[token].pos in ("VERB", "AUX"):
                break
        return None

    def denies(self, token: int) -> bool:
        """Whether a noun is said not to be: "without casualties", "no injuries were reported"."""
        scene = self.scene
        if self.negated(token) is not None:
            return True
        chunk = scene.chunk(token)
        for cue in self.cues:
            if cue.effect == "denied" and cue.last <= token <= cue.last + 4 and scene.same_clause(cue.first, token):
                if not any(scene.tokens[t].pos == "VERB" for t in range(cue.last, token)):
                    return True
        clause = scene.reading.clauses[scene.root(scene.clause(token))]
        verb = clause.verb
        return (
            verb is not None
            and verb < token <= verb + 5
            and scene.first <= verb
            and self.negated(verb) is not None
            and chunk is not None
            and chunk.prep in ("", scene.tokens[verb].norm)
        )

    def at(self, head: int, *, noun: bool) -> Factuality:
        """The factuality of an act whose trigger's head is a token."""
        scene = self.scene
        negation = self.negated(head)
        if negation is not None:
            return Factuality("denied", (scene.tokens[negation].span,))
        token = scene.tokens[head]
        clause_number = scene.root(scene.clause(head))
        clause = scene.reading.clauses[clause_number]
        best: tuple[int, Cue] | None = None
        for cue in self.cues:
            if cue.first <= head < cue.last and cue.effect != "averted":
                continue
            reach = self._reach(cue, head, clause_number)
            if reach is not None and (best is None or reach < best[0]):
                best = (reach, cue)
        if best is not None and best[1].effect != "conditional":
            cue = best[1]
            inner = self.negated(cue.first)
            span = scene.tokens[cue.first].span.to(scene.tokens[cue.last - 1].span)
            if inner is not None and cue.effect == "denied":
                return Factuality("asserted", (span,))
            return Factuality(cue.effect, (span,))
        if token.pos in ("VERB", "AUX"):
            if FUTURE in token.keys:
                return Factuality("planned", (token.span,))
            for at in range(head - 1, max(scene.first - 1, head - 3), -1):
                function = scene.tokens[at].function
                if function == "future":
                    return Factuality("planned", (scene.tokens[at].span,))
                if function == "modal_possible" and token.features.tense == "present":
                    return Factuality("possible", (scene.tokens[at].span,))
        verb = clause.verb
        if noun and verb is not None and scene.first <= verb < scene.last and verb != head and verb < head:
            outer = self.negated(verb)
            chunk = scene.chunk(head)
            if (
                outer is not None
                and chunk is not None
                and chunk.prep == ""
                and not any(scene.tokens[t].pos == "VERB" for t in range(verb + 1, head))
            ):
                return Factuality("denied", (scene.tokens[outer].span,))
            if self.is_future(verb) and chunk is not None:
                return Factuality("planned", (scene.tokens[verb].span,))
        return Factuality()

    def is_future(self, verb: int) -> bool:
        """Whether a verb is marked as future."""
        scene = self.scene
        token = scene.tokens[verb]
        if FUTURE in token.keys:
            return True
        return any(scene.tokens[at].function == "future" for at in range(max(scene.first, verb - 2), verb))

    def _reach(self, cue: Cue, head: int, clause: int) -> int | None:
        """How near a cue stands whose scope holds a trigger, or None."""
        scene = self.scene
        cue_clause = scene.root(scene.clause(cue.first))
        if cue.scope == "clause" and cue_clause == clause:
            return abs(cue.first - head)
        if cue.last > head and not (cue.first <= head):
            return None
        if cue.scope == "complement":
            governed = scene.reading.clauses[clause]
            if (
                governed.anchor is not None
                and cue.first <= governed.anchor < cue.last
                and governed.kind in ("complement", "quotation")
            ):
                return max(0, head - cue.last)
        if cue_clause == clause and cue.last <= head <= cue.last + 8:
            if any(scene.tokens[t].pos == "VERB" for t in range(cue.last, head)):
                return None
            return head - cue.last
        if cue.scope in ("after", "complement"):
            governed = scene.reading.clauses[clause]
            if governed.kind in ("complement", "adverbial") and governed.governor is not None:
                if scene.root(governed.governor) == cue_clause and 0 <= clause_gap(scene, cue, clause) <= 2:
                    return max(0, head - cue.last)
        return None

    def condition(self, head: int) -> Span | None:
        """The words of the condition that an act in this sentence hangs on, particle and all."""
        scene = self.scene
        here = scene.root(scene.clause(head))
        spans: list[tuple[int, int]] = []
        for number, clause in scene.clauses.items():
            if clause.kind == "conditional" and number != here and clause.marker is not None:
                spans.append((clause.marker, self._condition_end(clause.first, head)))
        for cue in self.cues:
            if cue.effect == "conditional" and not cue.first <= head < cue.last:
                number = scene.clause(cue.first)
                spans.append((cue.first, self._condition_end(cue.first, head)))
        if not spans:
            for at in range(scene.first, scene.last):
                if (
                    self.anything & set(scene.tokens[at].keys)
                    and scene.tokens[at].pos != "PUNCT"
                    and abs(at - head) <= 25
                ):
                    chunk = scene.chunk(at)
                    if chunk is not None and any(
                        k[:1] == "*" or k in self.acts for t in range(at, chunk.last) for k in scene.tokens[t].keys
                    ):
                        spans.append((at, self._condition_end(at, head)))
        if not spans:
            return None
        outside = [s for s in spans if not s[0] <= head < s[1]]
        if not outside:
            return None
        first, last = min(outside, key=lambda s: (abs(s[0] - head), s))
        return trimmed(scene, first, last)

    def _condition_end(self, first: int, head: int) -> int:
        """The token after a condition: a comma with the main clause behind it, the end of the quotation, the
        trigger.
        """
        scene = self.scene
        limit = head if head > first else scene.last
        depth = 0
        for at in range(first + 1, limit):
            token = scene.tokens[at]
            if token.norm in ("«", "“", "("):
                depth += 1
            elif token.norm in ("»", "”", ")"):
                depth -= 1
                if depth < 0:
                    return at
            elif (
                token.norm == '"'
                or (token.norm in ("،", "؛", ",") and depth <= 0)
                or (token.pos == "VERB" and at > first + 2 and self.is_future(at))
            ):
                return at
        return limit

    def in_condition(self, head: int) -> bool:
        """Whether a token stands inside a condition, so that what it tells is not said to have happened."""
        scene = self.scene
        number = scene.root(scene.clause(head))
        chain = [number, *scene.ancestors(number)]
        for part in chain:
            clause = scene.reading.clauses[part]
            if clause.kind == "conditional":
                return True
        for cue in self.cues:
            if cue.effect == "conditional" and cue.last <= head < self._condition_end(cue.first, -1):
                return True
        return False


def clause_gap(scene: Scene, cue: Cue, clause: int) -> int:
    """How many words lie between a cue and the clause it may govern."""
    return scene.reading.clauses[clause].first - cue.last


def trimmed(scene: Scene, first: int, last: int) -> Span:
    """The characters of some tokens without closing marks at their end."""
    while last > first + 1 and scene.tokens[last - 1].pos == "PUNCT" and scene.tokens[last - 1].norm in CLOSING_MARKS:
        last -= 1
    return scene.tokens[first].span.to(scene.tokens[last - 1].span)
