"""One role set over French UD and English ClearNLP labels: spaCy tokens in, ``Token`` records out.

English prepositions are folded: in "attack on the base" the noun *base* hangs on *attack* with role
``nmod`` and case ``on``, as French UD has it. Labels without a common role map to ``other``.
"""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc
from spacy.tokens import Token as SpacyToken

from pipeline.schema.records import Token

FRENCH_ROLES: Mapping[str, str] = {
    "ROOT": "root",
    "nsubj": "subj",
    "csubj": "subj",
    "nsubj:pass": "subj_pass",
    "nsubj:caus": "subj",
    "obj": "obj",
    "obj:agent": "obj",
    "obj:lvc": "obj",
    "iobj": "iobj",
    "iobj:agent": "iobj",
    "obl": "obl",
    "obl:arg": "obl",
    "obl:mod": "obl",
    "obl:agent": "agent",
    "nmod": "nmod",
    "appos": "appos",
    "amod": "amod",
    "nummod": "nummod",
    "acl": "acl",
    "acl:relcl": "relcl",
    "advcl": "advcl",
    "advcl:cleft": "advcl",
    "xcomp": "xcomp",
    "ccomp": "ccomp",
    "conj": "conj",
    "cc": "cc",
    "case": "case",
    "det": "det",
    "aux": "aux",
    "aux:tense": "aux",
    "aux:caus": "aux",
    "aux:pass": "aux_pass",
    "cop": "cop",
    "mark": "mark",
    "advmod": "advmod",
    "expl:comp": "expl",
    "expl:pass": "expl",
    "expl:pv": "expl",
    "expl:subj": "expl",
    "expl": "expl",
    "flat:name": "flat",
    "flat:foreign": "flat",
    "flat": "flat",
    "fixed": "fixed",
    "compound": "compound",
    "parataxis": "parataxis",
    "parataxis:insert": "parataxis",
    "dislocated": "dislocated",
    "vocative": "vocative",
    "discourse": "discourse",
    "punct": "punct",
}

ENGLISH_ROLES: Mapping[str, str] = {
    "ROOT": "root",
    "nsubj": "subj",
    "csubj": "subj",
    "nsubjpass": "subj_pass",
    "csubjpass": "subj_pass",
    "dobj": "obj",
    "dative": "iobj",
    "pobj": "obl",
    "pcomp": "advcl",
    "agent": "case",
    "prep": "case",
    "attr": "attr",
    "acomp": "attr",
    "oprd": "attr",
    "poss": "poss",
    "compound": "compound",
    "nmod": "compound",
    "amod": "amod",
    "nummod": "nummod",
    "quantmod": "advmod",
    "appos": "appos",
    "acl": "acl",
    "relcl": "relcl",
    "advcl": "advcl",
    "xcomp": "xcomp",
    "ccomp": "ccomp",
    "conj": "conj",
    "cc": "cc",
    "preconj": "cc",
    "case": "case",
    "det": "det",
    "predet": "det",
    "aux": "aux",
    "auxpass": "aux_pass",
    "neg": "neg",
    "mark": "mark",
    "advmod": "advmod",
    "npadvmod": "obl",
    "prt": "prt",
    "expl": "expl",
    "parataxis": "parataxis",
    "intj": "discourse",
    "punct": "punct",
}

ROLES: Mapping[str, Mapping[str, str]] = {"fr": FRENCH_ROLES, "en": ENGLISH_ROLES}

# Forms that the French lemmatiser takes for other words.
_PREPOSITIONS = {
    "au": "à",
    "aux": "à",
    "du": "de",
    "des": "de",
    "d'": "de",
    "entre": "entre",
    "sous": "sous",
    "auprès": "auprès",
    "vers": "vers",
    "près": "près",
}
_NEGATIONS = frozenset({"ne", "pas", "jamais", "ni", "non", "not", "n't", "never", "no"})


def _preposition_of(token: SpacyToken) -> str | None:
    """The lower-case preposition that marks a French token, or None."""
    for child in token.lefts:
        if child.dep_ == "case":
            first = _PREPOSITIONS.get(child.lower_, child.lemma_.lower())
            return " ".join([first, *(c.lower_ for c in child.rights if c.dep_ == "fixed")])
    return None


def _fold_preposition(token: SpacyToken) -> tuple[str, SpacyToken, str]:
    """Role, governor and preposition of an English object of a preposition."""
    prep = token.head
    words = [prep.lower_]
    is_agent = prep.dep_ == "agent"
    is_dative = prep.dep_ == "dative"
    governor = prep.head
    while governor.dep_ in {"prep", "agent", "pcomp"} and governor.pos_ in {"ADP", "SCONJ", "VERB"}:
        if governor.dep_ == "pcomp" or governor.head is governor:
            break
        words.insert(0, governor.lower_)
        governor = governor.head
    if token.dep_ == "pcomp":
        role = "advcl"
    elif is_agent:
        role = "agent"
    elif is_dative:
        role = "iobj"
    else:
        role = "obl" if governor.pos_ in {"VERB", "AUX", "ADJ", "ADV"} else "nmod"
    return role, governor, " ".join(words)


def _place_token(token: SpacyToken, language: str) -> tuple[str, SpacyToken, str | None]:
    """Common role, governor and preposition of one spaCy token."""
    role = ROLES[language].get(token.dep_, "other")
    if role == "advmod" and token.lemma_.lower() in _NEGATIONS:
        role = "neg"
    if language == "fr":
        return role, token.head, _preposition_of(token)
    if token.dep_ in {"pobj", "pcomp"} and token.head.dep_ in {"prep", "agent", "dative"}:
        return _fold_preposition(token)
    if token.dep_ == "npadvmod":
        return role, token.head, None
    return role, token.head, None


def tokens_of(doc: Doc, language: str, *, text: str, offset: int) -> tuple[Token, ...]:
    """Tokens of one parsed sentence.

    ``text`` is the sentence as it stands, as long as what was parsed; ``offset`` its first
    character in the item.
    """
    tokens = []
    for token in doc:
        if token.is_space:
            role, governor, case = "punct", token.head, None
        else:
            role, governor, case = _place_token(token, language)
        start = offset + token.idx
        tokens.append(
            Token(
                index=token.i,
                start_char=start,
                end_char=start + len(token.text),
                text=text[token.idx : token.idx + len(token.text)],
                lemma=token.lemma_.lower() if token.pos_ != "PROPN" else token.lemma_,
                pos=token.pos_,
                role=role,
                head=governor.i,
                case=case,
                morph=str(token.morph),
                entity=token.ent_type_ or None,
            )
        )
    return tuple(tokens)
