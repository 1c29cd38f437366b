"""One browser a module, and the people who come to work in it."""

import pytest
from tests.browser.people import Finance, Staff, chromium


@pytest.fixture(scope="module")
def browser(town):
    """Start after the town: the browser's driver has a loop of its own, in which no other can begin."""
    with chromium() as one:
        yield one


@pytest.fixture
def person(browser, town):
    """Sign people in; each closes the window at the end, and a page that complained fails the test."""
    here = []

    def arrives(name):
        kind = Finance if name == "finance" else Staff
        here.append(kind(browser, town, name))
        return here[-1]

    yield arrives
    for one in here:
        one.leaves()
