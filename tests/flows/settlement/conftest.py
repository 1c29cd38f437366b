"""The demo's house, peopled and stocked, with its statement loaded; cloned for each test."""

import pytest
from tests.kit.faces import Asker
from tests.kit.seed import BOOKS, Seed

from largesse.store.demo import Stage


@pytest.fixture(scope="session")
def seed() -> Seed:
    return BOOKS


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
