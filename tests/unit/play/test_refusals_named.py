"""The console names every reason for which an operator refuses an attempt."""

import importlib
import json
import pkgutil
from pathlib import Path

import pytest

from largesse.kernel.errors import Refusal
from largesse.play import operators

COPY = Path("widgets/apps/console/src/rooms/activities/duty/copy")


def codes() -> set[str]:
    """Give the codes of all refusals that operators have of their own."""
    names = [one.name for one in pkgutil.iter_modules(operators.__path__)]
    modules = [importlib.import_module(f"{operators.__name__}.{name}") for name in names]
    found = {one for module in modules for one in vars(module).values() if isinstance(one, type)}
    return {one.code for one in found if issubclass(one, Refusal) and one is not Refusal}


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_every_refusal_of_an_operator_has_words(locale):
    copy = json.loads((COPY / f"{locale}.json").read_text("utf-8"))
    assert {f"refused.{code}" for code in codes()} <= copy.keys()
    assert len(codes()) > 5
