"""The demo's house, peopled and stocked, with its statement loaded; cloned for each test."""

import pytest
from tests.kit.faces import Asker
from tests.kit.seed import Seed, delivered

from largesse.audience import demo as clients
from largesse.identity import demo as people
from largesse.rights import demo as register
from largesse.settlement import demo
from largesse.store.demo import Stage


@pytest.fixture(scope="session")
def seed() -> Seed:
    return Seed("settlement", delivered(people, clients, register, demo, demo))


@pytest.fixture
def stage(house) -> Stage:
    return house.stage


@pytest.fixture
def asked(house):
    """Ask the console as one of the demo's people; gives data and errors."""

    async def run(query, who="finance", **variables):
        result, _ = await Asker(house.work, house.known[f"staff.{who}"]).tries(query, **variables)
        return result

    return run


@pytest.fixture
def ask(asked):
    """Ask the console and expect an answer."""

    async def run(query, who="finance", **variables):
        result = await asked(query, who, **variables)
        assert not result.errors, result.errors
        return next(iter(result.data.values()))

    return run
