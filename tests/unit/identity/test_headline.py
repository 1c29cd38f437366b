"""An approver reads what is put before him in his own language, as long as it is still called so."""

import pytest

from largesse.identity.approvals.views import headline

TEA = {"zh-CN": "武夷岩茶礼盒", "en": "Wuyi rock tea gift box"}


@pytest.mark.parametrize(
    ("title", "called", "locale", "shown"),
    [
        ("武夷岩茶礼盒", TEA, "en", "Wuyi rock tea gift box"),
        ("武夷岩茶礼盒 · 徐**", TEA, "en", "Wuyi rock tea gift box · 徐**"),
        ("武夷岩茶礼盒 · 徐**", TEA, "zh-CN", "武夷岩茶礼盒 · 徐**"),
        ("武夷岩茶礼盒（限量）", TEA, "en", "武夷岩茶礼盒（限量）"),
        ("正山小种", TEA, "en", "正山小种"),
        ("武夷岩茶礼盒", {"zh-CN": "武夷岩茶礼盒"}, "en", "武夷岩茶礼盒"),
        ("JS202611-0001", {}, "en", "JS202611-0001"),
    ],
)
def test_the_line_of_the_inbox_is_in_the_readers_language(title, called, locale, shown):
    assert headline(title, called, locale) == shown
