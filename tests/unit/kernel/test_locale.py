"""Every door reads a request's language by one rule: the page's own choice first, then the browser's."""

import pytest
from starlette.requests import Request

from largesse.faces.context import locale_of
from largesse.kernel.copy import LOCALES, filled, in_locale, text


def request(query="", **headers):
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "query_string": query.encode(), "headers": named})


@pytest.mark.parametrize(
    ("asked", "locale"),
    [
        (request(), "zh-CN"),
        (request(accept_language="en-GB,zh;q=0.5"), "en"),
        (request(accept_language=" EN"), "en"),
        (request(accept_language="zh-CN,en;q=0.9"), "zh-CN"),
        (request(accept_language="fr"), "zh-CN"),
        (request("lang=en", accept_language="zh-CN"), "en"),
        (request("lang=zh-CN", accept_language="en"), "zh-CN"),
        (request(cookie="lg_lang=en", accept_language="zh-CN"), "en"),
        (request("lang=zh-CN", cookie="lg_lang=en"), "zh-CN"),
        (request("lang=en", x_locale="zh-CN"), "zh-CN"),
        (request(x_locale="en", accept_language="zh-CN"), "en"),
    ],
)
def test_the_pages_own_choice_wins_over_the_browser_and_chinese_over_the_rest(asked, locale):
    assert locale_of(asked) == locale


@pytest.mark.parametrize(
    ("zh", "en", "locale", "shown"),
    [
        ("金卡", "Gold", "zh-CN", "金卡"),
        ("金卡", "Gold", "en", "Gold"),
        ("金卡", "", "en", "金卡"),
        ("", "", "en", ""),
        ("金卡", "Gold", "fr", "金卡"),
    ],
)
def test_a_name_is_shown_in_the_language_asked_for_and_in_chinese_where_it_has_no_other(
    zh, en, locale, shown
):
    assert in_locale(zh, en, locale) == shown


@pytest.mark.parametrize(
    ("rows", "said"),
    [(1, "1 row is hidden"), (0, "0 rows are hidden"), (2, "2 rows are hidden"), ("1", "1 row is hidden")],
)
def test_a_sentence_counts_one_thing_as_one(rows, said):
    assert filled("{rows} {rows|row is|rows are} hidden", {"rows": rows}) == said


@pytest.mark.parametrize("locale", LOCALES)
def test_a_fact_that_is_not_there_is_a_dash(locale):
    facts = {"provider_ref": "LG-1", "order_ref": None}
    said = text("rights.order_unknown", locale, facts)
    assert "LG-1" in said
    assert "–" in said
    assert "None" not in said
