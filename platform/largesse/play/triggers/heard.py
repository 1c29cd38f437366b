"""What taking part knows of a trigger whose plays wait for events of other systems."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from largesse.activities.triggers.trigger import Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A trigger that waits for events.

    Attributes:
        trigger: as it is authored.
        event: gives the name of the event that a play's ``on`` waits for.
        where: gives the condition on what the event carries; None: it asks nothing.
    """

    trigger: Trigger
    event: Callable[[Mapping[str, Any]], str]
    where: Callable[[Mapping[str, Any]], Any]
