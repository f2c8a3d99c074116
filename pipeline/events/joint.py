"""Parties joined to one another: «Paris, Berlin et Londres», "ministers of Congo and Rwanda"."""

from __future__ import annotations

from pipeline.events import syntax
from pipeline.events.party import Party, is_political
from pipeline.events.view import SentenceView

_JOINT_ROLES = frozenset({"nmod", "amod", "compound", "poss", "appos", "flat"})

_GENITIVES = frozenset({"'s", "’s"})


def _listed(view: SentenceView, party: Party) -> list[int]:
    """Heads of the names that follow one in a list with «et» or commas, by position."""
    found: list[int] = []
    end = party.mention.end_char
    for mention in sorted(view.actors, key=lambda m: m.start_char):
        if mention.start_char < end or mention.kind == "demonym":
            continue
        between = view.text[end : mention.start_char].strip().lower()
        if between not in {"et", "and", ",", "et la", "et le", "et les", "and the", ", la", ", le"}:
            break
        head = view.token_at(mention.head_start)
        if head is None or view.text[mention.end_char : mention.end_char + 2] in _GENITIVES:
            break
        role = view.tokens[head].role
        if role in syntax.SUBJECTS and view.tokens[party.token].case is not None:
            break
        found.append(head)
        end = mention.end_char
    return found


def coordinated(view: SentenceView, party: Party) -> tuple[Party, ...]:
    """Further parties joined to one by «et» or commas, inside its phrase too.

    "the ministers of Congo and Rwanda" and «les ministres russe et turc» are two parties each.
    """
    seen = {party.token}
    codes = {party.mention.actor_code}
    found: list[Party] = []
    for mention in view.actors:
        twin = mention.head_start == party.mention.head_start
        if twin and mention.actor_code not in codes and is_political(mention):
            codes.add(mention.actor_code)
            found.append(Party(mention, party.token, party.slot, party.trust * 0.9))
    for child in _listed(view, party):
        seen.add(child)
        listed = view.actor_at.get(child)
        if listed is not None and is_political(listed) and listed.actor_code not in codes:
            codes.add(listed.actor_code)
            found.append(Party(listed, child, party.slot, party.trust * 0.9))
    inner = [c for c in view.children[party.token] if view.tokens[c].role in _JOINT_ROLES]
    queue = [party.token, *inner]
    while queue:
        at = queue.pop(0)
        for child in view.children[at]:
            if view.tokens[child].role != "conj" or child in seen:
                continue
            seen.add(child)
            queue.append(child)
            named = view.actor_at.get(child)
            if named is None or not is_political(named) or named.actor_code in codes:
                continue
            codes.add(named.actor_code)
            found.append(Party(named, child, party.slot, party.trust * 0.9))
    return tuple(found)
