"""The demo's bank and its clients."""

from uuid import UUID

import pytest
from tests.kit.bank import Bank
from tests.kit.seed import CLIENTS, Seed


class Clientele(Bank):
    """Shorthand for a peopled house with clients."""

    def client(self, name: str) -> UUID:
        return self.known[f"client.{name}"]


@pytest.fixture(scope="session")
def seed() -> Seed:
    return CLIENTS


@pytest.fixture
async def bank(house) -> Clientele:
    return Clientele(house)
