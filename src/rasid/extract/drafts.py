"""An event while its roles and circumstances are being filled."""

from __future__ import annotations

from dataclasses import dataclass, field

from rasid.extract.scene import Filler
from rasid.extract.triggers import Trigger
from rasid.model import Argument, Factuality, Harm, Mention, Span

VIOLENT = {"ASSAULT", "COERCE"}
BARE_HARMS = {"kill", "wound", "die_of_violence"}  # entries whose nouns an act leads to, their count told with another
WISHES = {"REQUEST", "REJECT", "SUPPORT"}  # speech acts that may say where what they speak of is to be
PLACED = {"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST", "AID", "COOPERATE", "CONSULT", "AGREE", "SANCTION", ""}


@dataclass(slots=True)
class Draft:
    """An event while its roles are being filled."""

    trigger: Trigger
    source: list[Argument] = field(default_factory=list)
    target: list[Argument] = field(default_factory=list)
    addressee: list[Argument] = field(default_factory=list)
    factuality: Factuality = field(default_factory=Factuality)
    condition: Span | None = None
    place: Mention | None = None
    more_places: list[Mention] = field(default_factory=list)
    time: Mention | None = None
    weapons: list[str] = field(default_factory=list)
    harms: list[Harm] = field(default_factory=list)
    score: float = 0.8
    dropped: str = ""
    within: Draft | None = None  # the act that its harm was handed to

    def fill(self, role: str, filler: Filler, *, score: float = 0.8) -> bool:
        """Put the actors of a filler into a role; False where it has none."""
        place = {"source": self.source, "target": self.target, "addressee": self.addressee}[role]
        for mention in filler.actors:
            if all(a.mention is not mention for a in place):
                place.append(Argument(role, mention, filler.how, score))
        return bool(filler.actors)

    def heads(self) -> list[int]:
        """The tokens whose clauses tell of the event: trigger, light verb, merged verbs."""
        found = [self.trigger.head, *self.trigger.merged]
        if self.trigger.light_verb is not None:
            found.append(self.trigger.light_verb)
        return found
