"""The terms of an activity: prizes with odds, worth and number, and who may take part how often.

Words       *terms* what clients are told that follows from the document, ``terms.v1``; people's own words
            stand beside them
Invariant   pure; the page, its wheel, the disclosure and the editor read these and nothing else
Source      docs/explanation/disclosure.md
"""

from collections.abc import Mapping
from typing import Any, cast

from largesse.activities.documents.document import Placed, Played, called, granted, plays, worth_minor
from largesse.activities.documents.grammar import Grammar
from largesse.activities.terms.sentences import said
from largesse.contracts.documents_gen import ActivityDocument, Terms, TermsOutcome, TermsPlay

_HALF_WRITTEN = (
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RuntimeError,
)  # a generator's end is a RuntimeError


def terms_of(document: ActivityDocument, grammar: Grammar) -> Terms:
    """Give the terms of a document whose parts fit their schemas."""
    played = list(plays(document, grammar))
    return {"plays": [_play(document, one) for one in played], "said": said(document, played, grammar)}


def terms_of_draft(document: Mapping[str, Any], grammar: Grammar) -> Terms | None:
    """Give the terms of any JSON object, such as a half-written draft; None while they cannot be made."""
    try:
        return terms_of(cast("ActivityDocument", document), grammar)
    except _HALF_WRITTEN:
        return None


def _play(document: ActivityDocument, played: Played) -> TermsPlay:
    told: TermsPlay = {
        "id": played.id,
        "title": played.title,
        "by_chance": played.by_chance,
        "outcomes": [_outcome(document, one) for one in played.placed],
    }
    chances = played.play.get("chances")
    return told if chances is None else {**told, "chances": chances}


def _outcome(document: ActivityDocument, one: Placed) -> TermsOutcome:
    told: TermsOutcome = {
        "id": one.id,
        "title": called(document, one),
        "wins": bool(one.effects),
        "fallback": one.fallback,
    }
    if one.ppm is not None:
        told |= {"ppm": one.ppm}
    if one.stock is not None:
        told |= {"stock": one.stock}
    for name in ("image", "per_client"):
        if name in one.outcome:
            cast("dict[str, Any]", told)[name] = cast("dict[str, Any]", one.outcome)[name]
    rights = [right for right, _ in granted(document, one)]
    if rights:
        told |= {
            "category": rights[0]["category"],
            "worth_minor": worth_minor(document, one),
            "currency": rights[0]["currency"],
        }
    return told
