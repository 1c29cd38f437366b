"""``notify``: tell the client something in words of the activity's own.

Words       *place* what stands in braces and is filled in, each with the most letters that it takes
Invariant   words that pass are no longer than their channel takes, whatever fills their places
Source      docs/explanation/notices.md
"""

import re
from collections.abc import Iterator, Mapping

from largesse.activities.effects.effect import Effect
from largesse.activities.operators.operator import Fault
from largesse.activities.operators.reading import first
from largesse.contracts.documents_gen import EffectNotify
from largesse.contracts.registry import schema
from largesse.kernel.graphemes import length_of
from largesse.store.extending import hookimpl

PLACES: Mapping[str, int] = {"prize": 20, "activity": 20, "when": 16}
LETTERS: Mapping[str, int] = {"message": 140, "list": 300}
PLACE = re.compile(r"\{([^{}]*)\}")
# Whatever stands in braces or begins to; nothing fills the full-width ones of a Chinese keyboard.
BRACED = re.compile(r"[{｛][^{}｛｝]*[}｝]?|[}｝]")


def faults(effect: EffectNotify) -> Iterator[Fault]:
    """Tell of places that nothing fills, and of words that are longer than their channel takes."""
    most = LETTERS[effect.get("by", "message")]
    for locale, words in first(effect, "words", {}).items():
        named = PLACE.findall(words)
        for unknown in sorted(set(BRACED.findall(words)) - {f"{{{name}}}" for name in PLACES}):
            yield Fault("activities.words_place_unknown", ("words", locale), (("name", unknown),))
        letters = length_of(PLACE.sub("", words)) + sum(PLACES.get(name, 0) for name in named)
        if letters > most:
            facts = (("letters", str(letters)), ("most", str(most)))
            yield Fault("activities.words_too_long", ("words", locale), facts)


NOTIFY = Effect(
    name="notify", schema=schema("effects/notify.v1"), of_value=False, faults=faults, for_losers=True
)


@hookimpl
def effect() -> Effect:
    """Give this effect."""
    return NOTIFY
