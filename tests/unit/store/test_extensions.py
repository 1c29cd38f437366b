"""Extensions of installed distributions: used, or told in words; never left out in silence."""

from importlib.metadata import EntryPoint

import pytest
from tests.kit.application import APP

from largesse.app import App
from largesse.kernel.copy import told
from largesse.store.extending import GROUP, ExtensionBroken, hookimpl, loaded


def entry(name: str, value: str) -> EntryPoint:
    return EntryPoint(name=name, value=value, group=GROUP)


class Misnamed:
    @hookimpl
    def no_such_hook(self):
        return []


@pytest.mark.parametrize("value", ["no_such_bank.extension", "json:no_such_name", "largesse_sdk.nothing"])
def test_an_extension_that_cannot_be_imported_is_named_in_words(value):
    with pytest.raises(ExtensionBroken) as met:
        loaded([entry("ours", "json"), entry("gone", value)])
    assert "gone" in met.value.extension
    for locale in ("zh-CN", "en"):
        assert "gone" in told(met.value, locale)


def test_an_extension_that_two_distributions_name_is_used_once():
    assert len(loaded([entry("one", "json"), entry("two", "json")])) == 1


def test_a_hook_that_no_room_has_is_told_in_words():
    with pytest.raises(ExtensionBroken, match="no_such_hook"):
        App(extensions=[Misnamed()])


def test_an_extension_without_hooks_changes_nothing():
    assert App(extensions=[object()]).house.access == APP.house.access
