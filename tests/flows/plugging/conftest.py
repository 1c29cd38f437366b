"""The lounge as its own process, and the plugin installed on a house."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from tests.kit.lounge import LOUNGE, Plugged, Supplier, Workshop, lounge_config, plugged_in

from largesse.plugging.calls.invoke import INVOKER, Invoker


@pytest.fixture
def supplier(tmp_path: Path) -> Iterator[Supplier]:
    """A lounge of its own."""
    one = Supplier(tmp_path / "supplier")
    yield one
    one.close()


@pytest.fixture
async def invoker(house) -> AsyncIterator[Invoker]:
    """An invoker whose children end with the test."""
    one = Invoker(house.work)
    house.lend(INVOKER.of(one))
    yield one
    await one.close()


@pytest.fixture
async def lounge(house, invoker: Invoker, supplier: Supplier) -> Plugged:
    """The lounge's plugin, enabled against a running lounge."""
    return await plugged_in(house.work, invoker, LOUNGE, lounge_config(supplier))


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A place to write plugins in."""
    return Workshop(tmp_path / "plugins")
