"""The supplier's own program as the kit's bench."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from largesse_sdk.kit.supplier.bench import SupplierBench, Wares

HERE = Path(__file__).resolve().parents[1]
WARES = Wares(
    "CONSULT-3",
    "CONTRACT-1",
    {
        "session_moved": "move",
        "session_cancelled": "call_off",
        "case_assigned": "assign",
        "case_closed": "close",
    },
    place="SH-LUJIAZUI",
    changes={"place": "SH-LUJIAZUI"},
)


@pytest.fixture(scope="module")
async def bench(tmp_path_factory) -> AsyncIterator[SupplierBench]:
    """A supplier of its own, which calls back to this test."""
    one = SupplierBench(HERE / "supplier", tmp_path_factory.mktemp("supplier"), WARES)
    await one.open()
    yield one
    await one.close()
