"""What the room offers this process: one invoker, whose children start when they are first called."""

from typing import Any

from largesse.plugging.calls.invoke import Invoker, current, use
from largesse.store.work import Work


def register() -> None:
    """Make this process's invoker; nothing starts before the first call."""
    use(Invoker(Work()))


def offer() -> dict[str, Any]:
    """Give the invoker by name."""
    return {"invoker": current()}
