"""The lounge's own program as the kit's bench. Partners do the same with their test supplier."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from largesse_sdk.kit.supplier.bench import SupplierBench, Wares

HERE = Path(__file__).resolve().parents[1]
WARES = Wares("LOUNGE-1", "LOUNGE-2", {"used": "/desk/redeem"})


@pytest.fixture(scope="module")
async def bench(tmp_path_factory) -> AsyncIterator[SupplierBench]:
    """A lounge of its own, which calls back to this test."""
    one = SupplierBench(HERE / "supplier", tmp_path_factory.mktemp("supplier"), WARES)
    await one.open()
    yield one
    await one.close()
