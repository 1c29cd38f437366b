"""Reading an activity document: its plays, outcomes, prizes and hash.

Words       *outcome* what a play may give; *prize* an outcome that grants something
Invariant   pure: the document is plain JSON that fits activity.v1
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from largesse.activities.documents.grammar import Grammar
from largesse.activities.effects.effect import Grant
from largesse.activities.operators.odds import WHOLE_PPM
from largesse.activities.operators.operator import Closes, Outcome
from largesse.activities.operators.reading import first, values
from largesse.contracts.documents_gen import (
    ActivityDocument,
    ActivityDocumentRight,
    Effect,
    Limit,
    Node,
    Play,
    Text,
)
from largesse.kernel.canonical import digest


@dataclass(frozen=True, slots=True)
class Placed:
    """An outcome, where it stands, how often it comes, and what it grants.

    ``share_ppm`` is in parts per million of attempts, 0 for a fallback; one ``on_top`` is no part of the
    million. ``stock`` says how often it may come, None where nothing bounds it. A grant may name a right
    that the document has not.
    """

    play: str
    outcome: Outcome
    path: tuple[str | int, ...]
    share_ppm: int
    by_chance: bool
    grants: tuple[Grant, ...]
    fallback: bool = False
    on_top: bool = False
    stock: int | None = None

    @property
    def id(self) -> str:
        """The name of the outcome in its play."""
        return self.outcome["id"]

    @property
    def title(self) -> Text:
        """What staff called it."""
        return self.outcome["title"]

    @property
    def effects(self) -> list[Effect]:
        """What happens when it comes; nothing where it is a loss."""
        return self.outcome["effects"]

    @property
    def ppm(self) -> int | None:
        """The chance of the outcome; None where chance does not decide, and for a fallback."""
        return self.share_ppm if self.by_chance and not self.fallback and not self.on_top else None


@dataclass(frozen=True, slots=True)
class Played:
    """A play at its place in ``plays``, with all that may come of it, the fallback last.

    ``known`` says that its rule tells everybody before what an attempt brings; None: nothing is said of it.
    ``closes``: when and how its attempts are decided; None: each at once.
    """

    index: int
    play: Play
    by_chance: bool
    known: bool | None
    placed: tuple[Placed, ...]
    closes: Closes | None = None

    @property
    def id(self) -> str:
        """Its name in the document."""
        return self.play["id"]

    @property
    def title(self) -> Text:
        """What clients read it as."""
        return self.play["title"]

    @property
    def uncertain(self) -> bool:
        """Tell whether nobody knows what an attempt brings, by chance, skill or rank: a draw in law."""
        shares = {one.share_ppm for one in self.offered}
        if self.known is not None:
            return not self.known
        return self.by_chance or len(self.offered) > 1 or bool(shares - {0, WHOLE_PPM})

    @property
    def offered(self) -> tuple[Placed, ...]:
        """Outcomes that an attempt may meet, without the fallback."""
        return tuple(one for one in self.placed if not one.fallback)


@dataclass(frozen=True, slots=True)
class Window:
    """When an activity runs: aware instants, and the IANA zone in which its days are counted and told."""

    starts_at: datetime
    ends_at: datetime
    zone: str


def hash_of(document: ActivityDocument) -> str:
    """Give ``sha256:…`` of the canonical document: its address."""
    return digest(document)


def outcomes(play: Play, index: int, grammar: Grammar) -> Iterator[Placed]:
    """Give every outcome of the play at ``plays[index]``, the fallback last."""
    operator, decide = grammar.operator_of(play), play["decide"]
    shares = iter(operator.odds(decide))
    for part in operator.outcomes(decide):
        yield Placed(
            play=play["id"],
            outcome=part.outcome,
            path=("plays", index, "decide", *part.path),
            share_ppm=0 if part.fallback else next(shares),
            by_chance=operator.by_chance,
            grants=tuple(one for effect in part.outcome["effects"] for one in grammar.grants(effect)),
            fallback=part.fallback,
            on_top=part.on_top,
            stock=part.outcome.get("stock") if part.stock is None else part.stock,
        )


def plays(document: ActivityDocument, grammar: Grammar) -> Iterator[Played]:
    """Give every play with its outcomes."""
    for index, play in enumerate(document["plays"]):
        operator = grammar.operator_of(play)
        placed = tuple(outcomes(play, index, grammar))
        closes = [operator.closes(decide) for decide in values(play, "decide")]
        known = operator.known and not operator.packet(first(play, "decide"))
        yield Played(index, play, operator.by_chance, known, placed, *closes)


def all_outcomes(document: ActivityDocument, grammar: Grammar) -> Iterator[Placed]:
    """Give every outcome of every play."""
    for played in plays(document, grammar):
        yield from played.placed


def effects(document: ActivityDocument, grammar: Grammar) -> Iterator[tuple[Effect, tuple[str | int, ...]]]:
    """Give every effect with its path: those of each outcome, then those of each play."""
    for one in all_outcomes(document, grammar):
        yield from ((effect, (*one.path, "effects", at)) for at, effect in enumerate(one.effects))
    for index, play in enumerate(document["plays"]):
        for part, some in (("effects", play.get("effects", [])), ("else", play.get("else", []))):
            yield from ((effect, ("plays", index, part, at)) for at, effect in enumerate(some))


def rights_of(document: ActivityDocument) -> dict[str, ActivityDocumentRight]:
    """Give the document's rights by their name in it."""
    return {right["ref"]: right for right in document["rights"]}


def disclosed(document: ActivityDocument) -> dict[str, dict[str, str]]:
    """Give the disclosure: its fields by name, each by language."""
    return cast("dict[str, dict[str, str]]", document["disclosure"])


def limits(document: ActivityDocument) -> Iterator[Limit]:
    """Give the limits over all plays, then those of each play."""
    yield from document["limits"]
    for play in document["plays"]:
        yield from play.get("limits", [])


def granted(document: ActivityDocument, placed: Placed) -> list[tuple[ActivityDocumentRight, int]]:
    """Give the rights, with units, that an outcome grants; names that lead nowhere are left out."""
    known = rights_of(document)
    return [(known[one.right], one.units) for one in placed.grants if one.right in known]


def called(document: ActivityDocument, placed: Placed) -> Text:
    """Give what clients read an outcome as: the right's own name where it gives one, else its title."""
    rights = granted(document, placed)
    return rights[0][0]["title"] if rights else placed.title


def cost_minor(document: ActivityDocument, placed: Placed) -> int:
    """Give what one such outcome costs the institution, in minor units of the budget's currency."""
    return sum(right["unit_cost_minor"] * units for right, units in granted(document, placed))


def worth_minor(document: ActivityDocument, placed: Placed) -> int:
    """Give what one such outcome is worth to the client, in minor units."""
    return sum(right["market_value_minor"] * units for right, units in granted(document, placed))


def nodes(document: ActivityDocument) -> Iterator[tuple[Node, tuple[str | int, ...]]]:
    """Give every node of every page with its path, slots included, in reading order."""
    for number, page in enumerate(document["pages"]):
        yield from _below(page["nodes"], ("pages", number, "nodes"))


def _below(some: list[Node], path: tuple[str | int, ...]) -> Iterator[tuple[Node, tuple[str | int, ...]]]:
    for number, node in enumerate(some):
        here = (*path, number)
        yield node, here
        for slot, inner in node.get("slots", {}).items():
            yield from _below(inner, (*here, "slots", slot))


def window(document: ActivityDocument) -> Window:
    """Give when the activity runs."""
    span = document["window"]
    return Window(datetime.fromisoformat(span["start"]), datetime.fromisoformat(span["end"]), span["tz"])


def words(text: Text, locale: str) -> str:
    """Give a text in a language, Chinese where that is missing."""
    said = cast("dict[str, str]", text)
    return said.get(locale) or said["zh-CN"]
