"""The supplier's own program as the kit's bench."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from largesse_sdk.kit.supplier.bench import SupplierBench, Wares

HERE = Path(__file__).resolve().parents[1]
WARES = Wares(
    "CHECK-F",
    "CHECK-M",
    {
        "session_moved": "move",
        "session_cancelled": "call_off",
        "attendance": "attend",
        "report_ready": "report",
    },
    place="SH-PUDONG",
    changes={"place": "SH-PUDONG"},
)


@pytest.fixture(scope="module")
async def bench(tmp_path_factory) -> AsyncIterator[SupplierBench]:
    """A supplier of its own, which calls back to this test."""
    one = SupplierBench(HERE / "supplier", tmp_path_factory.mktemp("supplier"), WARES)
    await one.open()
    yield one
    await one.close()
