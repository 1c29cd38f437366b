"""Extensions as a how-to page writes them, brought to a house as a distribution would bring them."""

import re
from types import ModuleType
from typing import Any
from uuid import UUID

from largesse.activities.guard.check import check
from largesse.activities.guard.standard import Standard, standard_of
from largesse.app import App
from largesse.contracts.registry import folder
from largesse.play.extensions import deciders_of
from largesse.play.plans.plan import Edition, Plan, plan_of
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


def told(document: Any, standard: Standard) -> list[tuple[str, str]]:
    """Give what the check tells of a document: code and path of each problem."""
    return [(one.code, one.path) for one in check(document, standard)]


def compiled(document: dict[str, Any], house: House, play: str = "wheel") -> Plan:
    """Compile one play of a document as if it were published."""
    edition = Edition(UUID(int=1), "sha256:r", document)
    return plan_of(edition, play, deciders_of(house), standard_of(house).grammar)
