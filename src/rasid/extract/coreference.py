"""Coreference of the simple kinds: short names, definite descriptions and organs without a state, decided by
the text before them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from msgspec.structs import replace

from rasid.extract.actors import BACK_REFERENCE, named_organs, ref_of
from rasid.extract.choosing import Leaning, covers, holder, role_on
from rasid.extract.scene import COMMAS, LATTER, POSSESSED, Scene
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import ActorEntry, OrganEntry, Role, StateEntry
from rasid.model import ActorRef, Kind, Mention, PlaceRef, Reading, stage

ORGAN_MARK = "organ:"
ABOUT = 2  # countries that a text is chiefly about
SPEAKERS_REACH = 3  # sentences over which a speaker's "his country" is understood

HOMELAND = "find_actors:generic:homeland"  # "his country"
LATTER_REACH = 25  # words back to whom "the latter" may mean
ENEMY = "find_actors:generic:enemy"
SPOKESMAN = "spokes"  # in the English name of the office
HOSTILE = "find_actors:generic:hostile"  # "hostile aircraft"


class _Context:
    """What the text has told so far."""

    def __init__(self, reading: Reading, knowledge: Knowledge) -> None:
        self.reading, self.knowledge = reading, knowledge
        self.actors: dict[str, ActorEntry] = knowledge.derived("actors by id", lambda k: {a.id: a for a in k.actors})
        self.states: dict[str, StateEntry] = knowledge.derived(
            "states by iso3", lambda k: {s.iso3: s for s in reversed(k.states) if s.iso3}
        )
        self.organs: dict[str, OrganEntry] = knowledge.derived("organs by id", lambda k: {o.id: o for o in k.organs})
        self.countries: Counter[str] = Counter()
        self.named: set[str] = set()
        for mention in reading.mentions:
            value = mention.value
            if isinstance(value, ActorRef):
                weak = mention.by.startswith("find_actors:") and mention.score < 0.7
                if value.country and not weak:
                    self.countries[value.country] += 2 if value.adjective or value.entry else 1
                if value.entry and not weak:
                    self.named.add(value.entry)
            elif isinstance(value, PlaceRef) and value.country:
                self.countries[value.country] += 1
        self.recent_organ: dict[str, ActorRef] = {}
        self.recent_generic: dict[str, ActorRef] = {}
        self.recent_group: ActorRef | None = None
        self.recent_heads: list[tuple[frozenset[str], ActorRef]] = []
        self.named_organs = named_organs(knowledge)
        self.organs_of: dict[str, list[str]] = knowledge.derived("organs of actors", organs_of_actors)
        self.recent_named: list[ActorRef] = []
        self.named_at: list[tuple[ActorRef, int]] = []  # persons and bodies in order, with their first tokens
        self.spokesman: ActorRef | None = None
        self.starts = [reading.token_range(s.span)[0] for s in reading.sentences]
        self.scenes: dict[int, Scene] = {}
        self.speakers: list[tuple[int, Mention]] = []  # who has spoken, with the number of the sentence
        self.saying: frozenset[str] = knowledge.derived(
            "verbs before speakers", lambda k: frozenset(key for key in k.saying if key.startswith("="))
        )
        self.their: frozenset[str] = knowledge.cue_keys("their")
        self.his: frozenset[str] = knowledge.cue_keys("his")
        self.our: frozenset[str] = knowledge.cue_keys("our")
        self.unique: frozenset[str] = knowledge.derived(
            "offices of one state", lambda k: frozenset(o.id for o in k.offices if "{" not in o.name)
        )
        self.former: frozenset[str] = knowledge.cue_keys("former")
        self.holders: dict[tuple[str, str], ActorRef] = {}
        self.foes = {m.first for m in reading.mentions if m.by == ENEMY}
        self.recent_enemy: ActorRef | None = None
        self.enemies: dict[str, ActorRef] = knowledge.derived("enemies", enemies)
        self.enemy_words: frozenset[str] = knowledge.derived("words for the enemy", enemy_words)
        self.means: frozenset[str] = knowledge.derived("words for attacks and aircraft", means)
        self.spokesmen: dict[str, list[Role]] = knowledge.derived("spokesmen", spokesmen)
        self.followers = followers(reading)
        self.media_ends = {
            m.last for m in reading.mentions if isinstance(m.value, ActorRef) and m.value.type == "media"
        }
        self.homelands = {m.first: m for m in reading.mentions if m.by == HOMELAND}
        for mention in reversed(reading.mentions):
            if isinstance(mention.value, ActorRef) and self.names_holder(mention.value, mention):
                self.holders[self.post(mention.value)] = mention.value

    def resolve(self, mention: Mention) -> Mention | None:
        """The mention with its reference decided by the context; None where nothing speaks for it."""
        value = mention.value
        if not isinstance(value, ActorRef):
            return mention
        ref: ActorRef | None = value
        if (
            value.generic
            and self.reading.tokens[mention.first].enclitic is not None
            and (mention.last - mention.first == 1 or self.ours(mention))
        ):
            return self.possession(value, mention)
        if mention.by == HOSTILE:
            return self.hostile(mention)
        if value.spokesman and mention.first in self.media_ends:
            return None  # "the radio that speaks for the movement"
        if mention.by == LATTER:
            latter = self.latter(mention)
            return None if latter is None else replace(mention, value=latter, by=f"{mention.by}+named")
        if mention.by == ENEMY and not value.state:
            ref = self.enemy() or value
        elif mention.score <= 0.6 and value.entry in self.actors:
            ref = self.shared(value)
        elif value.generic and value.runners_up and value.runners_up[0].startswith(ORGAN_MARK):
            ref = self.organ(value, mention)
        elif (
            value.generic
            and not (value.speaker and value.anonymous)
            and value.type in ("armed_group", "party", "media", "io", "government", "other")
        ):
            ref = self.group(value, mention)
            if ref is value and mention.by == BACK_REFERENCE and not value.state:
                ref = None
        if ref is None:
            return None
        if ref.type == "person" and ref.office:
            post = self.post(ref)
            if self.names_holder(ref, mention):
                self.holders[post] = ref
            elif post in self.holders and not ref.spokesman and (post[1] or ref.office in self.unique):
                ref = self.holders[post]
        if ref.organ is not None:
            inner = self.resolve(replace(mention, value=ref.organ, score=0.7))
            if inner is not None and isinstance(inner.value, ActorRef):
                ref = replace(ref, organ=inner.value, country=ref.country or inner.value.country)
        if ref.type == "person" and ref.organ is None and not ref.adjective:
            ref = self.speaking_for(ref, mention)
        if ref.spokesman:
            ref = self.spokesman_meant(ref, mention)
        if ref.type == "person":
            ref = self.dated(ref, mention)
        self.remember(ref, mention)
        return replace(mention, value=ref)

    def dated(self, ref: ActorRef, mention: Mention) -> ActorRef:
        """A person known by name with the office held on the day of the text; an office told without a name with who
        then held it, the person himself where the text names him elsewhere.
        """
        day = self.reading.document.day
        if ref.entry in self.actors:
            return replace(ref, role=role_on(self.knowledge, self.actors[ref.entry], day))
        after = self.reading.tokens[mention.last] if mention.last < len(self.reading.tokens) else None
        former = after is not None and bool(self.former & set(after.keys))
        if not ref.office or ref.spokesman or ref.anonymous or former or ref.arabic != self.reading.quote(mention.span):
            return ref
        body = ref.organ.entry if ref.organ is not None else None
        region = ref.state if ref.country in self.states and ref.state != self.states[ref.country].id else ""
        whose = "" if ref.office in self.unique else body or region or ref.country
        person = holder(self.knowledge, ref.office, whose, day)
        if person is None:
            return ref
        if person.id in self.named:
            named = replace(ref_of(person), office=ref.office, organ=ref.organ, country=person.country or ref.country)
            return replace(named, role=role_on(self.knowledge, person, day))
        return replace(ref, holder=person.id)

    def speaking_for(self, ref: ActorRef, mention: Mention) -> ActorRef:
        """A person with the body that he is the spokesman of, by the words right behind his name or by the sheets."""
        following = self.followers.get(mention.last)
        value = following.value if following is not None else None
        if following is not None and isinstance(value, ActorRef) and value.spokesman and value.organ is not None:
            if self.reading.tokens[following.first].features.definite or value.country == ref.country:
                organ = self.resolve(replace(following, value=value.organ, score=0.7))
                if organ is not None and isinstance(organ.value, ActorRef):
                    return replace(ref, organ=organ.value, spokesman=True)
        day = self.reading.document.day
        for role in self.spokesmen.get(ref.entry or "", ()):
            if role.of in self.actors and (day is None or covers(role.since, role.until, day)):
                return replace(ref, organ=ref_of(self.actors[role.of]), spokesman=True)
        return ref

    def latter(self, mention: Mention) -> ActorRef | None:
        """The last of those named just before whom "the latter" agrees with."""
        woman = self.reading.tokens[mention.first].features.gender == "f"
        for ref, at in reversed(self.named_at):
            if mention.first - at > LATTER_REACH:
                return None
            head = self.reading.tokens[at].features
            state = ref.type == "government" and ref.entry == ref.state
            if woman == (head.gender == "f") or (woman and state and head.gender is None):
                return ref
        return None

    def enemy(self) -> ActorRef | None:
        """Whom "the enemy" means: the one that the text has called so with its name, else whom the press of a country
        that the text is about calls so.
        """
        if self.recent_enemy is not None:
            return self.recent_enemy
        for country, _ in self.ranked()[:ABOUT]:
            if country in self.enemies:
                return self.enemies[country]
        return None

    def hostile(self, mention: Mention) -> Mention | None:
        """ "Hostile" behind an aircraft, a weapon or an attack as the adjective of the enemy, else nothing."""
        tokens = self.reading.tokens
        after = tokens[mention.last] if mention.last < len(tokens) else None
        if after is not None and after.attached:
            return None  # "hostile to"
        before = tokens[max(mention.first - 3, 0) : mention.first]
        enemy = self.enemy()
        if enemy is None or not any(self.means & set(token.keys) for token in before):
            return None
        return replace(mention, value=replace(enemy, adjective=True), by=f"{mention.by}+enemy")

    def possession(self, value: ActorRef, mention: Mention) -> Mention | None:
        """ "His country", "its government", "his forces": those of whoever acts or speaks around; the country of
        nobody known is left out.
        """
        for owner in self.owners(mention):
            ref = self.owned(value, owner.value, mention.by) if isinstance(owner.value, ActorRef) else None
            if ref is not None:
                return replace(mention, value=ref, by=mention.by + POSSESSED)
        return None if mention.by == HOMELAND else mention

    def owners(self, mention: Mention) -> Iterator[Mention]:
        """Who a pronoun on a noun may stand for, the likeliest first: the subjects of the clauses around, the other
        actors before it from the nearest on, then the last speaker of the sentences before; "our" is whoever speaks.
        """
        number = bisect_right(self.starts, mention.first) - 1
        scene = self.scenes.get(number)
        if scene is None:
            scene = self.scenes[number] = Scene(self.reading, number, self.knowledge)
        own = scene.root(scene.clause(mention.first))
        candidates: list[Mention] = []
        ours = self.ours(mention)
        for clause in (own, *scene.ancestors(own)):
            verb = self.reading.clauses[clause].verb
            if verb is not None and scene.first <= verb < mention.first and (scene.speaks(verb) or not ours):
                candidates.extend(scene.subject(verb).actors[:1])
        if not ours:
            candidates.extend(
                m for m in reversed(scene.actors) if isinstance(m.value, ActorRef) and not m.value.adjective
            )
        for candidate in candidates:
            if candidate.last <= mention.first and self.agrees(mention, candidate):
                yield candidate
        for spoken, speaker in reversed(self.speakers):
            if spoken < number and self.agrees(mention, speaker):
                if number - spoken <= SPEAKERS_REACH:
                    yield speaker
                return

    def ours(self, mention: Mention) -> bool:
        """Whether a noun carries the pronoun of those who speak: "our forces"."""
        pronoun = self.reading.tokens[mention.first].enclitic
        return pronoun is not None and pronoun.norm in self.our

    def agrees(self, mention: Mention, owner: Mention) -> bool:
        """Whether the pronoun on a noun may stand for an actor, by gender and number."""
        pronoun = self.reading.tokens[mention.first].enclitic
        head = self.reading.tokens[owner.first].features
        person = isinstance(owner.value, ActorRef) and owner.value.type == "person"
        if pronoun is None or owner.first == mention.first:
            return False
        if pronoun.norm in self.our:
            return True
        if pronoun.norm in self.their:
            return head.number == "p"
        if pronoun.norm in self.his:
            return head.gender != "f" or person
        return not person or head.gender == "f"

    def owned(self, value: ActorRef, owner: ActorRef, kind: str) -> ActorRef | None:
        """What "his country", "his army", "his fighters" mean by their owner; None where he cannot have any."""
        group = owner.organ if owner.organ is not None and owner.type == "person" else owner
        country = owner.country or group.country
        if kind == HOMELAND:
            state = self.states.get(country)
            return state_ref(state) if state is not None else None
        if value.type not in ("armed_group", "state_force", "government") or value.speaker:
            return None
        if group.type == "armed_group" and value.type != "government":
            return group
        member = next((self.actors[i] for i in owner.member_of if i in self.actors), None)
        if member is not None and member.type == "armed_group" and value.type != "government":
            return ref_of(member)
        organ = value.runners_up[0].removeprefix(ORGAN_MARK) if value.runners_up else ""
        if organ in self.organs and country in self.states:
            return self.organ_of(organ, self.states[country], value)
        if group.type == "state_force" and value.type != "government" and group is not owner:
            return group
        return None

    def spokesman_meant(self, ref: ActorRef, mention: Mention) -> ActorRef:
        """ "The spokesman" of nobody named is the one told of last with a name or with whom he speaks for."""
        alone = mention.last - mention.first == 1 and self.reading.tokens[mention.first].features.definite
        if ref.organ is None and alone and self.spokesman is not None:
            return self.spokesman
        if ref.organ is not None or not alone:
            self.spokesman = ref
        return ref

    def post(self, ref: ActorRef) -> tuple[str, str]:
        """The office of a person and whose it is: a state, else an organisation; "" where there is only one."""
        if ref.office in self.unique:
            return ref.office, ""
        return ref.office, ref.country or (ref.organ.name if ref.organ is not None else "")

    def names_holder(self, ref: ActorRef, mention: Mention) -> bool:
        """Whether a mention gives the holder of an office by name."""
        if ref.type != "person" or not ref.office:
            return False
        return ref.entry is not None or (" " in ref.arabic and ref.arabic != self.reading.quote(mention.span))

    def shared(self, value: ActorRef) -> ActorRef | None:
        """Which of the actors that share a name: one named in full elsewhere, else one of a country the text is
        about, in office or existing on its day.
        """
        options = [self.actors[i] for i in (value.entry, *value.runners_up) if i in self.actors]
        leaning = Leaning(self.named, self.countries, self.reading.document.day)
        options = leaning.ranked(options)
        chosen = options[0]
        if not leaning.weight(chosen):
            return None
        others = tuple(a.id for a in options if a is not chosen)
        return replace(ref_of(chosen), runners_up=others)

    def organ(self, value: ActorRef, mention: Mention) -> ActorRef:
        """The force that the text last called by the same word, else the organ of the state that it last gave one of,
        else of the country it is chiefly about.
        """
        organ = value.runners_up[0].removeprefix(ORGAN_MARK)
        token = self.reading.tokens[mention.first]
        land = self.homelands.get(mention.last)
        home = self.possession(land.value, land) if land is not None and isinstance(land.value, ActorRef) else None
        if home is not None and isinstance(home.value, ActorRef) and organ in self.organs:
            return self.organ_of(organ, self.states[home.value.country], value)
        foe = self.enemy() if mention.last in self.foes else None
        if foe is not None:
            return self.organ_of(organ, self.states[foe.country], value) if foe.state and organ in self.organs else foe
        if mention.last - mention.first == 1 and token.features.definite:
            keys = frozenset(token.keys)
            for heads, ref in reversed(self.recent_heads):
                if heads & keys:
                    return ref
        if organ in self.recent_organ:
            return self.recent_organ[organ]
        entry = self.organs.get(organ)
        state = self.home_of(organ)
        if entry is None or state is None:
            return value
        return self.organ_of(organ, state, value)

    def organ_of(self, organ: str, state: StateEntry, value: ActorRef) -> ActorRef:
        """The organ of a state, under the name of its own where the sheets have one."""
        known = self.named_organs.get((state.iso3, organ))
        if known is not None:
            return ref_of(known)
        entry = self.organs[organ]
        return replace(
            value,
            name=entry.name.format(adjective=state.adjective, state=state.name),
            entry=f"{state.id}.{entry.id}",
            country=state.iso3,
            state=state.id,
            generic=False,
            runners_up=(),
        )

    def home_of(self, organ: str) -> StateEntry | None:
        """The state whose organ is meant where none is named: of the country the text is chiefly about, or of one
        nearly as often told of whose organ the sheets know where they do not know the first's.
        """
        ranked = self.ranked()
        if not ranked:
            return None
        best = ranked[0]
        if (best[0], organ) not in self.named_organs:
            rivals = [c for c, n in ranked if n * 2 >= best[1] and (c, organ) in self.named_organs]
            if rivals and organ in ("army", "armed_forces"):
                return self.states.get(rivals[0])
        return self.states.get(best[0])

    def ranked(self) -> list[tuple[str, int]]:
        """The countries that the text is about, the chief one first."""
        places: Counter[str] = Counter()
        for mention in self.reading.mentions:
            if isinstance(mention.value, PlaceRef) and mention.value.country:
                places[mention.value.country] += 1
        return (places + Counter({c: n // 3 for c, n in self.countries.items()})).most_common()

    def group(self, value: ActorRef, mention: Mention) -> ActorRef:
        """ "The group", "the movement", "the factions": the one told of before."""
        of_group = mention.by.startswith(BACK_REFERENCE + "+")  # "fighters of the group"
        token = self.reading.tokens[mention.last - 1 if of_group else mention.first]
        bare = of_group or mention.last - mention.first == 1
        if not (bare and token.features.definite and not value.state):
            return value
        kind = BACK_REFERENCE if of_group else mention.by
        keys = set(token.keys)
        for ref in reversed(self.recent_named):
            entry = self.actors.get(ref.entry or "")
            names = (ref.arabic, *(entry.names if entry is not None else ()))
            if any(" " in name and self.knowledge.key(name.split()[0]) in keys for name in names):
                return ref
        if kind in self.recent_generic:
            return self.recent_generic[kind]
        if value.type != "armed_group":
            return value
        if self.recent_group is not None and token.features.number == "s":
            return self.recent_group
        return value

    def has_spoken(self, mention: Mention) -> bool:
        """Whether a verb of saying stands right before or behind an actor."""
        tokens = self.reading.tokens
        around = (*tokens[max(mention.first - 2, 0) : mention.first], *tokens[mention.last : mention.last + 1])
        return any(self.saying & set(token.keys) for token in around)

    def remember(self, ref: ActorRef, mention: Mention) -> None:
        """Keep an actor for later references."""
        words = self.reading.tokens[mention.first : mention.last]
        if ref.entry and len(words) > 1 and any(self.enemy_words & set(token.keys) for token in words[:2]):
            own_name = ref.type != "state_force" or ref.entry in {e.entry for e in self.enemies.values()}
            state = self.states.get(ref.country)
            self.recent_enemy = ref if own_name or state is None else state_ref(state)
        if not ref.adjective and self.has_spoken(mention):
            self.speakers.append((bisect_right(self.starts, mention.first) - 1, replace(mention, value=ref)))
        if ref.entry and "." in ref.entry and not ref.adjective:
            organ = ref.entry.split(".", 1)[1]
            for known in (organ, *self.organs_of.get(ref.entry, ())):
                if known in self.organs:
                    self.recent_organ[known] = ref
        if ref.entry and ref.type in ("state_force", "armed_group") and not ref.adjective:
            self.recent_heads.append((frozenset(self.reading.tokens[mention.first].keys), ref))
        if not ref.adjective and not ref.generic and ref.type != "media":
            self.named_at.append((ref, mention.first))
        named = ref.entry is not None or mention.by.startswith("find_actors:named:")
        if named and not ref.adjective and ref.type != "person":
            self.recent_named.append(ref)
        if ref.type == "armed_group" and ref.entry and not ref.adjective:
            self.recent_group = ref
        if ref.generic and ref.state:
            self.recent_generic[mention.by] = ref


def spokesmen(knowledge: Knowledge) -> dict[str, list[Role]]:
    """The persons who hold or held the office of spokesman, by entry, with the offices."""
    found: dict[str, list[Role]] = {}
    for actor in knowledge.actors:
        for role in actor.roles:
            if SPOKESMAN in role.office.lower():
                found.setdefault(actor.id, []).append(role)
    return found


def followers(reading: Reading) -> dict[int, Mention]:
    """The spokesmen told of right behind a token, or behind the comma there, by that token."""
    found: dict[int, Mention] = {}
    for mention in reading.mentions:
        if isinstance(mention.value, ActorRef) and mention.value.spokesman:
            comma = mention.first > 0 and reading.tokens[mention.first - 1].norm in COMMAS
            found[mention.first - comma] = mention
    return found


def enemies(knowledge: Knowledge) -> dict[str, ActorRef]:
    """Whom the press of a country calls "the enemy", by country."""
    found: dict[str, ActorRef] = {}
    for state in knowledge.states:
        found.update((country, state_ref(state)) for country in state.enemy_of)
    for actor in knowledge.actors:
        found.update((country, ref_of(actor)) for country in actor.enemy_of)
    return found


def enemy_words(knowledge: Knowledge) -> frozenset[str]:
    """Keys of the words for "the enemy"."""
    forms = [f for e in knowledge.generics if ENEMY.endswith(f":{e.id}") for f in e.forms]
    return frozenset(key for form in forms for key in knowledge.spelling.nominal(form))


def means(knowledge: Knowledge) -> frozenset[str]:
    """Keys of one-word nouns of attacks, weapons and forces."""
    words = [w for e in knowledge.events if e.plover == "ASSAULT" for w in e.nouns]
    words += [w for e in knowledge.weapons for w in (*e.forms, *e.weak)]
    words += [w for e in knowledge.organs for w in e.heads]
    return frozenset(key for word in words if " " not in word for key in knowledge.spelling.nominal(word))


def state_ref(state: StateEntry) -> ActorRef:
    """A state as an actor."""
    return ActorRef(
        state.name, state.arabic, "government", entry=state.id, country=state.iso3, sector="GOV", state=state.id
    )


def organs_of_actors(knowledge: Knowledge) -> dict[str, list[str]]:
    """The organs that a named actor is, by its entry."""
    found: dict[str, list[str]] = {}
    for (_, organ), actor in named_organs(knowledge).items():
        found.setdefault(actor.id, []).append(organ)
    return found


@stage(needs="sentences tokens clauses chunks mentions", makes="mentions", replaces=True)
def resolve_actors(reading: Reading, knowledge: Knowledge) -> Iterator[Mention]:
    """All mentions, the actors among them decided by what the text has said before; shared names that nothing
    speaks for left out.
    """
    context = _Context(reading, knowledge)
    for mention in reading.mentions:
        if mention.kind is not Kind.ACTOR:
            yield mention
            continue
        resolved = context.resolve(mention)
        if resolved is not None:
            yield resolved
