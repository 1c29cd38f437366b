"""A message to a client names the bank that the settings name, and in production no other."""

import pytest

from largesse.kernel.copy import LOCALES, catalogue
from largesse.kernel.settings import Settings
from largesse.notices.worded import bank_of, worded

MADE_UP = ("乐赠私人银行", "Largesse Private Bank")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_message_has_a_place_for_the_name_and_no_name_of_its_own(locale):
    said = {key: words for key, words in catalogue(locale).items() if key != "notices.bank"}
    assert {key for key, words in said.items() if any(name in words for name in MADE_UP)} == set()
    for template in ("notices.code", "notices.contact_adviser", "notices.test"):
        assert all("{bank}" in said[key] for key in (template, f"{template}.subject"))


@pytest.mark.parametrize(
    ("named", "names"),
    [
        ({}, MADE_UP),
        ({"environment": "production"}, ("", "")),
        ({"environment": "production", "bank": "示例银行"}, ("示例银行", "示例银行")),
        ({"environment": "production", "bank": "示例银行", "bank_en": "Example"}, ("示例银行", "Example")),
    ],
)
def test_production_names_no_bank_that_was_made_up(named, names):
    chosen = Settings(**named)
    assert (bank_of(chosen, "zh-CN"), bank_of(chosen, "en")) == names


def test_the_name_stands_before_the_words():
    assert worded("notices.test.subject", "zh-CN") == "【乐赠私人银行】测试消息"
    assert worded("notices.test.subject", "en") == "[Largesse Private Bank] Test message"
