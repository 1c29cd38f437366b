"""Which names stand for a regulated product: facts, tags, events and what events carry, with their families.

Words       *family* what a name stands for: deposit, wealth, fund, insurance, loan, or none of them;
            *unlisted* a tag or an event that nobody has given a family yet; *prop* a value that an event
            carries, by its name
Invariant   a fact carries its family where it is declared; tags and the events that every house begins with
            carry theirs in regulated.json, other events where staff declare them
Source      regulated.json, kept by compliance; 理财公司理财产品销售管理暂行办法 25(6)
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from largesse.audience.facts.facts import OWN, Fact, Regulated

LATE_DAYS, AHEAD_MINUTES = 7, 5
PropKind = Literal["text", "number", "flag", "day"]


@dataclass(frozen=True, slots=True)
class Prop:
    """A value that an event carries; ``needed``: it never comes without."""

    name: str
    kind: PropKind
    zh: str
    en: str
    regulated: Regulated = "none"
    needed: bool = False


@dataclass(frozen=True, slots=True)
class EventName:
    """A declared event. It still counts so many days after it happened, and so many minutes before.

    ``sharing``: it is a share of a page; ``retired``: it is taken no more.
    """

    name: str
    zh: str
    en: str
    regulated: Regulated = "none"
    props: tuple[Prop, ...] = ()
    late_days: int = LATE_DAYS
    ahead_minutes: int = AHEAD_MINUTES
    sharing: bool = False
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """The families of names; ``standing`` facts follow from all a client holds, ``sharing`` are events.

    ``props``: what each event carries, by its name.
    """

    facts: Mapping[str, Regulated]
    tags: Mapping[str, Regulated]
    events: Mapping[str, Regulated]
    standing: frozenset[str] = field(default_factory=frozenset)
    sharing: frozenset[str] = field(default_factory=frozenset)
    props: Mapping[str, Mapping[str, Prop]] = field(default_factory=dict)


def names(facts: Iterable[Fact] = OWN) -> Names:
    """Give the families of these facts, and of all listed tags and events."""
    some = list(facts)
    known = Names(
        facts={one.name: one.regulated for one in some},
        tags={name: row.regulated for name, row in _kept().tags.items()},
        events={},
        standing=frozenset(one.name for one in some if one.standing),
    )
    return names_with(known, listed())


def names_with(known: Names, events: Iterable[EventName]) -> Names:
    """Give the same families where these events are declared."""
    some = list(events)
    return replace(
        known,
        events={one.name: one.regulated for one in some},
        sharing=frozenset(one.name for one in some if one.sharing),
        props={one.name: {prop.name: prop for prop in one.props} for one in some},
    )


def listed() -> list[EventName]:
    """Give the events that every house begins with."""
    return [
        EventName(
            name,
            row.zh,
            row.en,
            row.regulated,
            tuple(
                Prop(prop, one.kind, one.zh, one.en, one.regulated, one.needed)
                for prop, one in row.props.items()
            ),
            sharing=row.sharing,
        )
        for name, row in _kept().events.items()
    ]


class _Prop(msgspec.Struct, frozen=True):
    kind: PropKind
    zh: str = msgspec.field(name="zh-CN")
    en: str
    regulated: Regulated = "none"
    needed: bool = False


class _Row(msgspec.Struct, frozen=True):
    zh: str = msgspec.field(name="zh-CN")
    en: str
    regulated: Regulated = "none"
    sharing: bool = False
    props: dict[str, _Prop] = {}


class _Kept(msgspec.Struct, frozen=True):
    events: dict[str, _Row]
    tags: dict[str, _Row]


@cache
def _kept() -> _Kept:
    kept = json.loads(Path(__file__).with_name("regulated.json").read_text("utf-8"))
    return msgspec.convert(kept, _Kept)
