"""What a check is."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from largesse_sdk.kit.subject import Subject


@dataclass(frozen=True)
class Check:
    """One rule of the kit. ``offer`` is the optional method that it is about."""

    name: str
    capability: str
    rule: str
    run: Callable[[Subject], Awaitable[None]]
    offer: str = ""
