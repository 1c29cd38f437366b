"""An event as its source wrote it; pure.

Invariant   what has no id and no name is no event: a whole message with one of them is refused by its place
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from largesse.kernel.errors import Malformed
from largesse.kernel.reasons import because

BODY_MAX, EVENTS_MAX, ID_MAX, NAME_MAX = 256 * 1024, 500, 128, 100
_ID = re.compile(r"[!-~]{1,128}")
_NAME = re.compile(r"[!-~]{1,100}")


@dataclass(frozen=True, slots=True)
class Told:
    """One event. ``client`` names whom it concerns by one kind of number; ``line`` its line in a file."""

    id: str
    name: str
    at: Any
    client: Any
    props: Any = field(default_factory=dict)
    line: int | None = None

    @property
    def body(self) -> dict[str, Any]:
        """All that it says, as plain JSON."""
        return {"id": self.id, "name": self.name, "at": self.at, "client": self.client, "props": self.props}


def read_message(body: bytes) -> list[Told]:
    """Read a message: one event, or ``{"events": […]}`` of at most 500.

    Raises:
        Malformed: ``kernel.malformed`` at the place that is none.
    """
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed(because("kernel.reason.shape", detail=str(error)[:200])) from error
    match found:
        case {"events": [*several]}:
            if not 1 <= len(several) <= EVENTS_MAX:
                raise Malformed(because("kernel.reason.entries", least=1, most=EVENTS_MAX), "events")
            return [told_of(one, f"events/{nr}/") for nr, one in enumerate(several)]
    return [told_of(found, "")]


def told_of(item: Any, at: str = "") -> Told:
    """Read one event; what beside id and name does not fit is judged later.

    Raises:
        Malformed: ``kernel.malformed`` at ``id`` or ``name``, or a field that no event has.
    """
    if not isinstance(item, Mapping):
        raise Malformed(because("kernel.reason.json_object"), at.rstrip("/") or None)
    for name, form, most in (("id", _ID, ID_MAX), ("name", _NAME, NAME_MAX)):
        value = item.get(name)
        if not isinstance(value, str) or not form.fullmatch(value):
            raise Malformed(because("play.reason.told_name", most=most), f"{at}{name}")
    unknown = sorted(item.keys() - {"id", "name", "at", "client", "props"})
    if unknown:
        raise Malformed(because("play.reason.told_field"), f"{at}{unknown[0][:60]}")
    _plain(item, at)
    said = item.get
    return Told(said("id", ""), said("name", ""), said("at"), said("client"), said("props", {}))


def _plain(item: Mapping[str, Any], at: str) -> None:
    """Refuse what holds objects or lists where an event has texts, numbers, yes or no."""
    nested = {"at": {"at": item.get("at")}, "client": item.get("client"), "props": item.get("props")}
    for part, values in nested.items():
        of = values.values() if isinstance(values, Mapping) else [values]
        if any(isinstance(one, Mapping | list) for one in of):
            raise Malformed(because("play.reason.told_plain"), f"{at}{part}")
