"""The demo's bank and its clients."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from largesse.audience import demo as clients
from largesse.identity import demo as people
from largesse.kernel.actor import Actor
from largesse.kernel.demo import Stage


@dataclass
class Bank:
    """Shorthand for a peopled house with clients."""

    house: object
    stage: Stage

    @property
    def work(self):
        return self.stage.work

    def staff(self, login: str) -> Actor:
        return self.stage.known[f"staff.{login}"]

    def unit(self, name: str) -> UUID:
        return self.stage.known[f"unit.{name}"]

    def client(self, name: str) -> UUID:
        return self.stage.known[f"client.{name}"]


@pytest.fixture
async def bank(house) -> Bank:
    stage = Stage(house.work)
    await people.seed(stage)
    await clients.seed(stage)
    return Bank(house, stage)
