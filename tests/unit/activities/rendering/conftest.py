"""The front-end build of this checkout, and an activity to paint."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.kit.standard import GRAMMAR

from largesse.activities.rendering import NotBuilt, PaintAsk, current_build

CHECKOUT = Path(__file__).resolve().parents[4]
EXAMPLE = CHECKOUT / "schemas/examples/valid/activity.v1/autumn-wheel.json"


@pytest.fixture(scope="session", autouse=True)
def _built() -> None:
    try:
        current_build()
    except NotBuilt:
        pytest.fail("the front end is not built: cd widgets && npm ci && npm run build")


@pytest.fixture
def document() -> dict[str, Any]:
    return json.loads(EXAMPLE.read_text("utf-8"))


@pytest.fixture
def ask(document):
    def make(**differs: Any) -> PaintAsk:
        kept = {
            "slug": "mid-autumn",
            "phase": "running",
            "locale": "zh-CN",
            "content_hash": json.dumps(document),
            "grammar": GRAMMAR,
        }
        return PaintAsk(**{"document": document, **kept, **differs})

    return make
