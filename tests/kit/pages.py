"""Extensions as a how-to page writes them, brought to a house as a distribution would bring them."""

import re
from types import ModuleType

from largesse.app import App
from largesse.contracts.registry import folder
from largesse.store.house import House


def module_of(page: str) -> ModuleType:
    """Make the module of a page of ``docs/how-to``: its one block of Python."""
    path = folder().parent / "docs/how-to" / f"{page}.md"
    [code] = re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.DOTALL)
    made = ModuleType(page.replace("-", "_"))
    exec(compile(re.sub(r"^   ", "", code, flags=re.MULTILINE), path.name, "exec"), made.__dict__)
    return made


def house_with(page: str) -> House:
    """Build a house with the module of a page."""
    return App(extensions=[module_of(page)]).house
