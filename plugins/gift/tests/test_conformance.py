"""The plugin proves itself with the partners' own kit."""

from pathlib import Path

import pytest
from lp_largesse_gift.plugin import Gift

from largesse_sdk.kit import Subject, checks_for
from largesse_sdk.package.check import check as check_folder
from largesse_sdk.package.manifest import read

HERE = Path(__file__).resolve().parents[1]


def test_the_folder_is_fit():
    assert check_folder(HERE) == []


@pytest.mark.parametrize("check", checks_for(Gift()), ids=lambda check: check.name)
async def test_conformance(check, bench):
    await check.run(Subject(plugin=Gift(), manifest=read(HERE), bench=bench, deadline_s=1.0))
