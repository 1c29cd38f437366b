"""A library that is loaded when something of it is first used.

A web process that nobody asks for a workbook or a picture holds none of what makes one: each such library
takes 1 to 40 MB. Some begin threads too, and who has threads must not fork others (``embedded.forking``).
"""

from importlib import import_module
from typing import Any, ClassVar


class Later:
    """Stands for a module until something of it is used; ``at_once`` where children find it loaded."""

    at_once: ClassVar[bool] = False

    def __init__(self, name: str) -> None:
        self._name = name
        if self.at_once:
            import_module(name)

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)
