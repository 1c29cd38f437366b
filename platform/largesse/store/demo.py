"""The stage of demo data: rooms seed it in floor order, through their own use cases."""

from dataclasses import dataclass, field
from typing import Any

from largesse.kernel.actor import SYSTEM, Actor
from largesse.store.work import Work


@dataclass(frozen=True)
class Stage:
    """What a room's ``demo.seed`` is given; ``known`` is shared, for example ``staff.designer``."""

    work: Work
    system: Actor = SYSTEM
    known: dict[str, Any] = field(default_factory=dict)
