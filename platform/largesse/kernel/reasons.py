"""Why a value is refused: the reasons that every room shares, and the door to a room's own.

Words       a *reason* is a phrase: its text stands in the copy of its room, in Chinese and English, under
            ``<room>.reason.<what is expected>``
Invariant   no reason holds prose; ``detail`` is what a library said, a fact beside the message, never in it
Source      docs/explanation/errors.md
"""

from collections.abc import Iterable

from largesse.kernel.errors import Phrase, Plain


def because(key: str, **facts: Plain) -> Phrase:
    """Give a room's own reason: a key of the copy files, and the facts in its text."""
    return Phrase(key, tuple(facts.items()))


def characters(least: int, most: int) -> Phrase:
    """Expect a text of so many characters."""
    return because("kernel.reason.characters", least=least, most=most)


def visible_characters(least: int, most: int) -> Phrase:
    """Expect so many characters, all of them visible."""
    return because("kernel.reason.visible_characters", least=least, most=most)


def at_most_characters(most: int) -> Phrase:
    """Expect a text that is not longer."""
    return because("kernel.reason.at_most_characters", most=most)


def between(least: int, most: int) -> Phrase:
    """Expect a number within bounds."""
    return because("kernel.reason.between", least=least, most=most)


def entries(least: int, most: int) -> Phrase:
    """Expect so many entries, none of them twice."""
    return because("kernel.reason.entries", least=least, most=most)


def at_most(most: int) -> Phrase:
    """Expect a list that is not longer."""
    return because("kernel.reason.at_most", most=most)


def one_of(choices: Iterable[str]) -> Phrase:
    """Expect one of several values, which are told as the interface calls them."""
    return because("kernel.reason.one_of", choices=" / ".join(choices))
