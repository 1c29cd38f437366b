"""Extensions as a how-to page writes them, brought to a house as a distribution would bring them."""

from types import ModuleType
from typing import Any
from uuid import UUID

from largesse.activities.guard.check import check
from largesse.activities.guard.standard import Standard
from largesse.app import App
from largesse.play.plans.memory import means_of
from largesse.play.plans.plan import Edition, Plan, plan_of
from largesse.store.house import House
from tests.kit.how_tos import code_of


def module_of(page: str) -> ModuleType:
    """Make the module of a page of ``docs/how-to``: its one block of Python."""
    made = ModuleType(page.replace("-", "_"))
    exec(compile(code_of(page), f"{page}.md", "exec"), made.__dict__)
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
    return plan_of(edition, play, means_of(house))
