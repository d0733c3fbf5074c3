"""Records: the data types that everything else passes around."""

from rasid.model.event import (
    Argument,
    Assertion,
    Code,
    DateValue,
    Event,
    Factuality,
    Harm,
    Party,
    PlaceValue,
    Tally,
)
from rasid.model.mention import ActorRef, Kind, Mention, PlaceRef, Quantity, TimeValue, WeaponRef
from rasid.model.reading import LAYERS, MadeWith, Problem, Reading, Stage, check_order, stage
from rasid.model.text import Block, Chunk, Clause, Document, Features, Quote, Segment, Sentence, Span, Token

__all__ = [
    "LAYERS",
    "ActorRef",
    "Argument",
    "Assertion",
    "Block",
    "Chunk",
    "Clause",
    "Code",
    "DateValue",
    "Document",
    "Event",
    "Factuality",
    "Features",
    "Harm",
    "Kind",
    "MadeWith",
    "Mention",
    "Party",
    "PlaceRef",
    "PlaceValue",
    "Problem",
    "Quantity",
    "Quote",
    "Reading",
    "Segment",
    "Sentence",
    "Span",
    "Stage",
    "Tally",
    "TimeValue",
    "Token",
    "WeaponRef",
    "check_order",
    "stage",
]
