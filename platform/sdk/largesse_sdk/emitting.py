"""What a plugin tells by itself: events that happened at the provider, under names that the bank knows.

Words       *emits* what the manifest declares; *emit* one event; *emitted* what became of it
Invariant   of one plugin and one id one event counts, for ever; the same body again is a duplicate
"""

from dataclasses import field
from typing import Annotated, Literal

from msgspec import Meta, Struct

from largesse_sdk.values import Instant, Text, value

MESSAGE_MAX, EVENTS_MAX = 256 * 1024, 500
Family = Literal["none", "deposit", "wealth", "fund", "insurance", "loan"]
PropKind = Literal["text", "number", "flag", "day"]
Becomes = Literal["accepted", "duplicate", "quarantined"]
_Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)*$", max_length=60)]
_Prop = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class EmitsProp(Struct, frozen=True, forbid_unknown_fields=True):
    """A value that an event carries; ``needed``: it never comes without."""

    name: _Prop
    kind: PropKind
    regulated: Family = "none"
    needed: bool = False


class Emits(Struct, frozen=True, forbid_unknown_fields=True):
    """An event that the plugin may emit; ``regulated`` is the family of products that it stands for."""

    name: _Name
    title: Text
    regulated: Family = "none"
    props: Annotated[list[EmitsProp], Meta(max_length=20)] = []


@value
class Emit:
    """One event.

    ``id`` is the plugin's own, visible ASCII of at most 128 characters. ``client`` names whom it concerns by
    exactly one of ``number``, ``bank_app``, ``wechat``, ``wecom``, ``mobile``. ``props`` are those that the
    manifest declares: texts, whole numbers, yes or no, days as ``2026-09-20``.
    """

    id: str
    name: str
    at: Instant
    client: dict[str, str]
    props: dict[str, str | int | bool] = field(default_factory=dict)


@value
class Emitted:
    """What became of one event.

    ``quarantined``: it is kept and does not count; ``reason`` says why, as a code. Emitting it again changes
    nothing: people mend the cause and let it count.
    """

    id: str
    becomes: Becomes
    reason: str = ""
