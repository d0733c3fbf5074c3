"""Factuality: did it happen, was it denied, feared, planned, foiled, or does it hang on a condition."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct

from rasid.extract.scene import Scene
from rasid.extract.words import add_form, add_verbs, ends_attached
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import DoubtEntry
from rasid.model import ActorRef, Factuality, Span
from rasid.text.phrases import Phrases

UNDONE = {"denied": "asserted", "averted": "asserted", "possible": "denied", "planned": "denied"}  # negated cues
ATTEMPT = "attempt"  # the entry of what is tried: what else is said of an attempt counts for the act
ANY_REACH = 25
EXCEPTION_REACH = 5
SUBJECT_REACH = 12
NAME_REACH = 6  # words within which a name in quotation marks ends
NESTED = 3  # words of a cue that may stand in the clause it opens: "expected that"
NEVER = "+never"  # the key of a particle that negates the future
FUTURE = "+future"  # the key of a verb marked as future
CLOSING_MARKS = "»\"”')].،؛,; "


@dataclass(frozen=True, slots=True)
class Doubt:
    """An entry of the doubt sheet, and whether the last word of its match is only the one it is attached to."""

    entry: DoubtEntry
    attached: bool = False


def doubts_table(knowledge: Knowledge) -> Phrases[Doubt]:
    """Every verb, noun and phrase of the doubt sheet."""
    table: Phrases[Doubt] = Phrases()
    for entry in knowledge.doubts:
        add_verbs(table, knowledge, entry.verbs, Doubt(entry), "=~*^")
        for phrase in entry.phrases:
            add_form(table, knowledge, phrase, Doubt(entry, ends_attached(phrase)), attach=True)
        for noun in entry.nouns:
            add_form(table, knowledge, noun, Doubt(entry), inflect=True)
    return table


class Cue(Struct, frozen=True):
    """A cue in a sentence: its tokens and what it does to what it governs."""

    first: int
    last: int
    effect: str
    scope: str
    entry: str = ""


def done_before(knowledge: Knowledge) -> frozenset[str]:
    """The relations of the prepositions behind which an act has been done before what is told."""
    return knowledge.cue_relations("following")


class Cues:
    """All cues of a sentence, asked what holds at a token."""

    def __init__(self, scene: Scene, knowledge: Knowledge) -> None:
        self.scene = scene
        table = knowledge.derived("doubts table", doubts_table)
        words = scene.words
        self.cues: list[Cue] = []
        self.named = {
            t
            for m in scene.mentions
            if isinstance(m.value, ActorRef) and m.value.entry is not None
            for t in range(m.first + 1, m.last)
        }
        self.anything = knowledge.cue_keys("quantifier")
        self.acts = knowledge.derived(
            "inflected act nouns",
            lambda k: frozenset(v for e in k.events for n in e.nouns if " " not in n for v in k.spelling.nominal(n)),
        )
        self.done = done_before(knowledge)
        for match in table.find(words.keys):
            doubt = match.entries[0]
            entry, end = doubt.entry, match.last - doubt.attached
            first, last = words.index[match.first], words.index[end - 1] + 1
            if first in self.named:
                continue
            self.cues.append(Cue(first, last, entry.effect, entry.scope, entry.id))

    def negated(self, token: int) -> int | None:
        """The negation particle that governs a verb or noun, or None."""
        scene = self.scene
        for at in range(token - 1, max(scene.first - 1, token - 4), -1):
            word = scene.tokens[at]
            if word.function == "negation" and at not in self.named:
                return None if self._excepted(token) or self._outside(at, token) else at
            if word.pos == "VERB" or (word.pos == "PUNCT" and word.norm not in ("«", '"')):
                break
            if word.pos == "AUX" or word.function in ("aux", "modal_possible"):
                continue
            if at < token - 1 and scene.tokens[token].pos in ("VERB", "AUX"):
                break
        return None

    def _outside(self, particle: int, token: int) -> bool:
        """Whether a word stands before the relative clause of a token, so that it is what the clause describes: "which
        led to"."""
        scene = self.scene
        clause = scene.reading.clauses[scene.root(scene.clause(token))]
        return clause.kind == "relative" and clause.verb == token and not scene.same_clause(particle, token)

    def _excepted(self, token: int) -> bool:
        """Whether an exception follows, so that what is negated is all but that: "attacked nothing but"."""
        scene = self.scene
        for at in range(token + 1, min(token + EXCEPTION_REACH, scene.last)):
            if scene.tokens[at].function == "exception":
                return True
            if scene.tokens[at].pos in ("VERB", "PUNCT"):
                return False
        return False

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
            if reach is not None and (
                best is None or (best[1].entry == ATTEMPT, -reach) > (cue.entry == ATTEMPT, -best[0])
            ):
                best = (reach, cue)
        if best is not None and best[1].effect != "conditional":
            cue = best[1]
            inner = self.negated(cue.first)
            span = scene.tokens[cue.first].span.to(scene.tokens[cue.last - 1].span)
            if inner is not None:
                span = scene.tokens[inner].span.to(span)
            return Factuality(cue.effect if inner is None else UNDONE[cue.effect], (span,))
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
                and not chunk.definite
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

    def never(self, verb: int) -> bool:
        """Whether a verb is negated for the future."""
        scene = self.scene
        before = scene.tokens[verb - 1] if verb > scene.first else None
        return (
            before is not None
            and before.function == "negation"
            and scene.tokens[verb].features.tense == "present"
            and NEVER in before.keys
        )

    def yet_to_come(self, head: int) -> bool:
        """Whether an act is told in the future, by its own verb or by the verb that it stands behind."""
        scene = self.scene
        if scene.tokens[head].pos in ("VERB", "AUX"):
            return self.is_future(head)
        verb = scene.reading.clauses[scene.root(scene.clause(head))].verb
        return verb is not None and scene.first <= verb < head and self.is_future(verb)

    def _reach(self, cue: Cue, head: int, clause: int) -> int | None:
        """How near a cue stands whose scope holds a trigger, or None."""
        scene = self.scene
        cue_clause = scene.root(scene.clause(cue.first))
        if cue.scope == "noun":
            return abs(cue.first - head) if self._describes(cue, head) else None
        if cue.scope == "clause" and cue_clause == clause:
            return abs(cue.first - head)
        if cue.last > head and not (cue.first <= head):
            return None
        if cue.effect == "planned" and self._only_when(cue, head):
            return None
        if cue_clause == clause and cue.last <= head <= cue.last + 8:
            if any(scene.tokens[t].pos == "VERB" for t in range(cue.last, head)):
                return None
            return head - cue.last
        if cue.scope in ("after", "complement") and self._governs(cue, cue_clause, clause):
            return max(0, head - cue.last)
        return None

    def _only_when(self, cue: Cue, head: int) -> bool:
        """Whether an act stands behind a preposition of time and so has been done when the rest is planned."""
        chunk = self.scene.chunk(head)
        return chunk is not None and cue.last <= chunk.first and chunk.prep in self.done

    def _describes(self, cue: Cue, head: int) -> bool:
        """Whether an adjective belongs to a noun: in its phrase or right behind it."""
        chunk = self.scene.chunk(head)
        return chunk is not None and head < cue.first <= chunk.last

    def _governs(self, cue: Cue, cue_clause: int, clause: int) -> bool:
        """Whether a clause, or one around it, is what a cue speaks of: "it is feared that ... and that ..."."""
        scene = self.scene
        for number in (clause, *scene.ancestors(clause)):
            part = scene.reading.clauses[number]
            if number == cue_clause or part.kind in ("relative", "participle", "conditional"):
                return False
            base = self._first_of(number)
            if base is None:
                continue
            part = scene.reading.clauses[base]
            if part.kind not in ("complement", "quotation") or part.governor is None:
                continue
            if part.anchor is not None and cue.first <= part.anchor < cue.last:
                return True
            if scene.root(part.governor) == cue_clause and -NESTED <= part.first - cue.last <= self._reaches(cue):
                return True
        return False

    def _reaches(self, cue: Cue) -> int:
        """How many words may stand between a cue and the clause it governs: its subject, where it is the verb."""
        clause = self.scene.reading.clauses[self.scene.root(self.scene.clause(cue.first))]
        if cue.scope == "complement" and clause.verb is not None and cue.first <= clause.verb < cue.last:
            return SUBJECT_REACH
        return 0 if cue.effect == "denied" else 1

    def _first_of(self, number: int) -> int | None:
        """The clause that a coordinate one goes on with where its verb may stand under the same doubt, else None."""
        scene = self.scene
        part = scene.reading.clauses[number]
        if part.kind != "coordinate":
            return number
        if part.verb is None or scene.tokens[part.verb].features.tense == "past":
            return None
        same = [
            n
            for n, c in scene.clauses.items()
            if n < number and c.kind != "coordinate" and c.governor == part.governor and c.anchor == part.anchor
        ]
        return same[-1] if same else None

    def condition(self, head: int, *, threat: bool = False) -> Span | None:
        """The words of the condition that an act in this sentence hangs on, particle and all.

        "Any attack" is a condition only of what is to come, or of a `threat`.
        """
        scene = self.scene
        here = scene.root(scene.clause(head))
        spans: list[tuple[int, int]] = []
        for number, clause in scene.clauses.items():
            if clause.kind == "conditional" and number != here and clause.marker is not None:
                if self._bears(number, here):
                    spans.append((clause.marker, self._condition_end(clause.first, head, number)))
        for cue in self.cues:
            if cue.effect == "conditional" and not cue.first <= head < cue.last:
                if self._bears(scene.root(scene.clause(cue.first)), here):
                    spans.append((cue.first, self._condition_end(cue.first, head)))
        if not spans and (threat or self.yet_to_come(head)):
            spans = self._any_act(head)
        outside = [s for s in spans if not s[0] <= head < s[1]]
        if not outside:
            return None
        first, last = min(outside, key=lambda s: (abs(s[0] - head), s))
        return trimmed(scene, first, last)

    def _any_act(self, head: int) -> list[tuple[int, int]]:
        """Phrases near an act that speak of any act of a kind: "any attack on our forces"."""
        scene = self.scene
        found: list[tuple[int, int]] = []
        for at in range(scene.first, scene.last):
            token = scene.tokens[at]
            if not self.anything & set(token.keys) or token.pos == "PUNCT" or abs(at - head) > ANY_REACH:
                continue
            chunk = scene.chunk(at) or (scene.chunk(at + 1) if at + 1 < scene.last else None)
            words = scene.tokens[at : chunk.last] if chunk is not None else ()
            if any(k[:1] == "*" or k in self.acts for t in words for k in t.keys):
                found.append((at, self._condition_end(at, head)))
        return found

    def _bears(self, condition: int, clause: int) -> bool:
        """Whether a condition's clause belongs to an act's: hangs on it or on one around it or joined to it, or stands
        in what the act's clause speaks of.
        """
        scene = self.scene
        clauses = scene.reading.clauses
        around = {clause, *scene.ancestors(clause)}
        if condition in around:
            return True
        for number in (condition, *scene.ancestors(condition)):
            if number in around:
                return number == clause or (clauses[condition].kind == "conditional" and self._hangs(condition, number))
            if clauses[number].kind in ("participle", "quotation"):
                return False
            if (
                number != condition
                and clauses[number].governor == clauses[clause].governor
                and self._joined(clause, number)
            ):
                return True
        return clauses[condition].governor is None

    def _hangs(self, condition: int, number: int) -> bool:
        """Whether a conditional clause hangs directly on a clause."""
        governor = self.scene.reading.clauses[condition].governor
        return governor is not None and self.scene.root(governor) == number

    def _joined(self, one: int, other: int) -> bool:
        """Whether one of two clauses goes on with "and" from the other."""
        clauses = self.scene.reading.clauses
        return "coordinate" in (clauses[one].kind, clauses[other].kind) and clauses[one].anchor == clauses[other].anchor

    def _within(self, token: int, clause: int) -> bool:
        """Whether a token stands in a clause or in one that hangs on it."""
        scene = self.scene
        number = scene.root(scene.clause(token))
        return number == clause or clause in set(scene.ancestors(number))

    def _condition_end(self, first: int, head: int, clause: int | None = None) -> int:
        """The token after a condition: where its main clause begins, a comma, the end of the quotation, the trigger."""
        scene = self.scene
        limit = head if head > first else scene.last
        depth = 0
        named = -1  # the mark that closes a name in straight quotation marks
        for at in range(first + 1, limit):
            token = scene.tokens[at]
            if at <= named:
                continue
            if token.norm == '"' and (named := self._name_end(at, limit)) > at:
                continue
            if token.norm in ("«", "“", "("):
                depth += 1
            elif token.norm in ("»", "”", ")"):
                depth -= 1
                if depth < 0:
                    return at
            elif (clause is not None and at != first and not self._within(at, clause)) or (
                token.norm == '"'
                or (token.norm in ("،", "؛", ",") and depth <= 0)
                or (token.pos == "VERB" and at > first + 2 and self.is_future(at))
            ):
                return at
        return limit

    def _name_end(self, at: int, limit: int) -> int:
        """Where the name ends that a straight quotation mark opens: its second mark a few words on, else nowhere."""
        tokens = self.scene.tokens
        opens = tokens[at - 1].span.end < tokens[at].span.start
        if not opens or at + 1 >= limit or tokens[at + 1].span.start > tokens[at].span.end:
            return -1
        return next((t for t in range(at + 2, min(at + NAME_REACH, limit)) if tokens[t].norm == '"'), -1)

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


def trimmed(scene: Scene, first: int, last: int) -> Span:
    """The characters of some tokens without closing marks at their end."""
    while last > first + 1 and scene.tokens[last - 1].pos == "PUNCT" and scene.tokens[last - 1].norm in CLOSING_MARKS:
        last -= 1
    return scene.tokens[first].span.to(scene.tokens[last - 1].span)
