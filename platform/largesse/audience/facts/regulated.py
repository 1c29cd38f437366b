"""Which names stand for a regulated product: facts, tags and events, each with its family.

Words       *family* what a name stands for: deposit, wealth, fund, insurance, loan, or none of them;
            *unlisted* a tag or an event that nobody has given a family yet
Invariant   a fact carries its family where it is declared; tags and events carry theirs in regulated.json
Source      regulated.json, kept by compliance; 理财公司理财产品销售管理暂行办法 25(6)
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from largesse.audience.facts.facts import OWN, Fact, Regulated


@dataclass(frozen=True, slots=True)
class Names:
    """The families of names; ``standing`` facts follow from all a client holds, ``sharing`` are events."""

    facts: Mapping[str, Regulated]
    tags: Mapping[str, Regulated]
    events: Mapping[str, Regulated]
    standing: frozenset[str] = field(default_factory=frozenset)
    sharing: frozenset[str] = field(default_factory=frozenset)


def names(facts: Iterable[Fact] = OWN) -> Names:
    """Give the families of these facts, and of all listed tags and events."""
    some, listed = list(facts), _listed()
    return Names(
        facts={one.name: one.regulated for one in some},
        standing=frozenset(one.name for one in some if one.standing),
        **listed,
    )


@cache
def _listed() -> dict[str, Any]:
    kept: Mapping[str, Mapping[str, Any]] = json.loads(
        Path(__file__).with_name("regulated.json").read_text("utf-8")
    )
    families = {
        kind: {name: row.get("regulated") for name, row in rows.items()} for kind, rows in kept.items()
    }
    sharing = frozenset(name for rows in kept.values() for name, row in rows.items() if row.get("sharing"))
    return {**families, "sharing": sharing}
