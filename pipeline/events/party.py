"""A party to an act: an actor mention in a slot of the trigger's frame, and how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.events.view import SentenceView
from pipeline.schema.records import ActorMention, PlaceMention

POLITICAL_KINDS = frozenset(
    {"state", "organisation", "person", "role", "group", "demonym", "pronoun"}
)
_CLAUSE_ROLES = frozenset({"relcl", "advcl", "ccomp", "parataxis", "acl", "conj", "appos"})
_LOCATIVE = frozenset({"in", "at", "en", "dans", "near", "outside", "inside", "à"})
_STRUCK = frozenset({"sur", "contre", "on", "at", "against"})


@dataclass(frozen=True, slots=True)
class Party:
    """An actor mention in a slot: how it got there, and how far it can be trusted (0 to 1)."""

    mention: ActorMention
    token: int
    slot: str
    trust: float


@dataclass(frozen=True, slots=True)
class Parties:
    """Actor and recipient of one trigger, either of which may be absent, and joint ones."""

    actor: Party | None
    recipient: Party | None
    joint_actors: tuple[Party, ...] = ()
    joint_recipients: tuple[Party, ...] = ()

    @property
    def actor_code(self) -> str | None:
        """Code of the actor; None without an actor, or without a code."""
        return self.actor.mention.actor_code if self.actor else None

    @property
    def recipient_code(self) -> str | None:
        """Code of the recipient; None without a recipient, or without a code."""
        return self.recipient.mention.actor_code if self.recipient else None


def is_political(mention: ActorMention) -> bool:
    """Whether a mention can be a party to a political act: it has a code, a sector or a kind."""
    if mention.kind not in POLITICAL_KINDS:
        return False
    return mention.actor_code is not None or mention.actor_sector is not None


def mention_at(view: SentenceView, index: int, *, trust: float, slot: str) -> Party | None:
    """The actor mention at a noun, or inside its phrase («cinq positions de ce groupe»)."""
    own = view.actor_at.get(index)
    if own is not None and own.kind != "demonym":
        return Party(own, index, slot, trust)
    char = view.tokens[index].start_char
    covering = [m for m in view.actors if m.start_char <= char < m.end_char and m.kind != "demonym"]
    if covering:
        best = min(covering, key=lambda m: m.end_char - m.start_char)
        return Party(best, index, slot, trust * 0.95)
    inner = [
        (view.distance(index, at), at)
        for at in view.subtree(index, stop=_CLAUSE_ROLES)
        if at in view.actor_at and at != index
    ]
    for distance, at in sorted(inner):
        mention = view.actor_at[at]
        if mention.is_place_like and view.tokens[at].case in _LOCATIVE:
            continue
        if mention.kind != "demonym" or distance <= (3 if slot in _STRUCK else 1):
            return Party(mention, at, slot, trust * (0.8 if distance <= 2 else 0.6))
    if own is not None:
        return Party(own, index, slot, trust * 0.7)
    return None


def place_party(view: SentenceView, index: int, slot: str, trust: float) -> Party | None:
    """A place that is struck or seized stands for the country that it lies in."""
    indices = view.subtree(index, stop=_CLAUSE_ROLES)
    for place in view.places:
        at = view.token_at(place.start_char)
        if at in indices and place.place_country is not None and place.place_name is not None:
            return Party(place_mention(place), index, slot, trust * 0.6)
    return None


def place_mention(place: PlaceMention) -> ActorMention:
    return ActorMention(
        start_char=place.start_char,
        end_char=place.end_char,
        head_start=place.start_char,
        text=place.text,
        kind="state",
        actor_name=place.place_name,
        actor_code=place.place_country,
        actor_sector=None,
        actor_id=None,
        rule_id="actor.place",
        score=0.6 * place.score,
    )
