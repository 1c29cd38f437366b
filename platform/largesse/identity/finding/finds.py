"""Kinds of records that can be found, as the rooms offer them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from largesse.kernel.actor import Actor
from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import one_of
from largesse.store.house import House, Port
from largesse.store.keyset import Paged, Wish
from largesse.store.work import Read

Rows = Callable[[Read, Actor, Wish], Awaitable[Paged[Any]]]


@dataclass(frozen=True)
class Found:
    """One record in a line.

    Args:
        id: as the outside writes it.
        code: what people call it by besides its name: a code, a number; empty where there is none.
        note: what tells it from others of its name; empty where nothing is needed.
        closed: it is shown where it was chosen, and cannot be chosen anew.
    """

    id: str
    name: str
    code: str = ""
    note: str = ""
    closed: bool = False


@dataclass(frozen=True)
class Find:
    """How records of a kind are found.

    Args:
        operation: who lacks it finds none.
        prefix: of its ids.
        rows: a page of those within reach.
        shown: a row in a language.
        offered: a page of those that may be chosen; None: all of them.
        listed: whether the search over everything looks here.
        of: prefix of the id of what they are chosen for, where they are chosen for something.
    """

    kind: str
    operation: str
    prefix: str
    rows: Rows
    shown: Callable[[Any, str], Found]
    offered: Rows | None = None
    listed: bool = True
    of: str = ""


FINDS: Port[Find] = Port("identity.finds")


def find_of(house: House, kind: str) -> Find:
    """Give how a kind is found.

    Raises:
        Malformed: ``kernel.malformed`` at ``kind``.
    """
    known = {one.kind: one for one in house.all(FINDS)}
    if kind not in known:
        raise Malformed(one_of(sorted(known)), "kind")
    return known[kind]
