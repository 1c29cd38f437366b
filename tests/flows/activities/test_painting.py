"""A page that cannot be painted whole is named by the check, and neither submitted nor published."""

import pytest
from tests.kit.builds import failing
from tests.kit.faces import Asker

from largesse.activities.rendering import every
from largesse.activities.revisions.problems import ProblemsStop

CHECK = "query ($d: JSONDocument!) { checkActivity(document: $d) { code path severity message } }"
FOUND = ("activities.component_fails", "/pages/0/nodes/1")


@pytest.fixture
def breaks(monkeypatch):
    """Give what puts a build in the place of ours in which the example's countdown fails."""
    return lambda: monkeypatch.setattr(every, "current_build", lambda: failing("n2"))


async def test_the_check_names_the_component_that_cannot_be_painted(bank, breaks):
    asker = Asker(bank.work, bank.who("designer"), locale="zh-CN")
    assert (await asker.asks(CHECK, d=bank.document()))["checkActivity"] == []
    breaks()
    [problem] = (await asker.asks(CHECK, d=bank.document()))["checkActivity"]
    assert ((problem["code"], problem["path"]), problem["severity"]) == (FOUND, "error")
    assert "倒计时" in problem["message"]


async def test_what_cannot_be_painted_is_not_submitted(bank, breaks):
    draft = await bank.begin()
    breaks()
    with pytest.raises(ProblemsStop) as no:
        await bank.submit(draft)
    assert (no.value.first_code, no.value.path) == FOUND


async def test_what_was_approved_and_cannot_be_painted_any_more_is_not_published(bank, breaks):
    submitted = await bank.submit(await bank.begin())
    await bank.approve(submitted)
    breaks()
    with pytest.raises(ProblemsStop) as no:
        await bank.publish(submitted.revision)
    assert (no.value.first_code, no.value.path) == FOUND
