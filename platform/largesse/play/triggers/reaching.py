"""What taking part knows of a trigger whose plays start when a state of the client reaches a value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from largesse.activities.triggers.trigger import Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaching:
    """A trigger that waits for a state.

    Attributes:
        trigger: as it is authored.
        mark: gives the state's id and the value, of a play's ``on``.
    """

    trigger: Trigger
    mark: Callable[[Mapping[str, Any]], tuple[str, int]]
