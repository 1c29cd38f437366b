"""The full example, to be changed one field at a time."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from largesse.contracts.registry import folder

EXAMPLE = json.loads((folder() / "examples/valid/activity.v1/autumn-wheel.json").read_text("utf-8"))


@pytest.fixture
def example() -> Callable[..., dict[str, Any]]:
    """Give a copy of the full example, changed."""

    def made(change: Callable[[dict[str, Any]], object] = lambda _: None) -> dict[str, Any]:
        document = deepcopy(EXAMPLE)
        change(document)
        return document

    return made
