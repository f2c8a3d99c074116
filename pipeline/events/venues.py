"""Names that only say where something is or was: «réunis à Abuja», «le sommet de Grenade»."""

from __future__ import annotations

from pipeline.events.party import Party
from pipeline.events.place_grammar import situating_words
from pipeline.events.view import SentenceView

_AT = frozenset({"à", "au", "aux", "en", "dans", "in", "at", "near", "vers", "depuis", "outside"})
_WITH = frozenset({"avec", "entre", "with", "between"})
_OF = frozenset({"de", "du", "d'", "d’", "des", "of"})
_ARTICLES = frozenset({"la", "le", "l'", "l’", "les", "the"})


def is_venue(
    view: SentenceView, party: Party, *, is_target: bool = False, takes_place: bool = False
) -> bool:
    """Whether a state, capital or town fills a side only because something is there.

    A target may stand after «à» («remis à Moscou»), and where an act strikes a place, that place
    counts (``takes_place``). Who acts never stands after «avec» inside another's phrase («la
    fermeture des frontières avec le Niger»).
    """
    if not party.mention.is_place_like and party.mention.rule_id != "actor.place":
        return False
    first = view.token_at(party.mention.start_char)
    if first is None or first == 0:
        return False
    at = first - 1
    if view.tokens[at].text.lower() in _ARTICLES and at > 0:
        at -= 1
    before = view.tokens[at].text.lower()
    if at == 0 and view.tokens[0].text == "A":
        before = "à"
    if not is_target and before in _AT | _WITH:
        return party.slot not in {"avec", "entre", "with", "between"}
    if before not in _OF or at == 0 or takes_place:
        return False
    # Nouns that a town only locates or names: no government stands behind it.
    located = situating_words(view.language, "located")
    return view.tokens[at - 1].lemma.lower() in located
