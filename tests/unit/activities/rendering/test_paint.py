"""What a phone is served before any script has run."""

import base64
import hashlib
import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from largesse.activities.own_page.own_page import own_page
from largesse.activities.rendering import PHASES, engine, notice, paint
from largesse.activities.rendering.engine import RenderFailed


def _html(painted) -> str:
    return painted.body.decode()


def _start(painted) -> dict:
    return json.loads(
        re.search(r'<script type="application/json" id="start">(.*?)</script>', _html(painted))[1]
    )


def test_the_page_can_be_read_before_any_script_has_run(ask):
    html = _html(paint(ask()))
    for words in ("月满中秋，礼遇相随", "贵宾厅礼遇", "中奖概率", "我的权益"):
        assert words in html


def test_each_language_and_theme_is_a_page_of_its_own(ask):
    english = _html(paint(ask(locale="en", theme="black-gold")))
    assert '<html lang="en" data-theme="black-gold">' in english
    assert "A full moon, and a gift" in english
    assert "月满中秋" not in english
    assert "#0e1116" in english


def test_a_page_asked_in_a_language_we_do_not_speak_comes_in_chinese(ask):
    assert '<html lang="zh-CN"' in _html(paint(ask(locale="fr")))


def test_what_it_costs_and_who_is_asked_for_never_leave_the_house(ask):
    painted = _html(paint(ask()))
    for secret in ("unit_cost", "16800", "bat_", "tier_at_least", "cap_minor", "8500000"):
        assert secret not in painted


@pytest.mark.parametrize(("locale", "nothing"), [("zh-CN", "无奖品"), ("en", "no prize")])
def test_slices_and_disclosure_say_what_is_set_though_nobody_wrote_it(ask, document, locale, nothing):
    document["disclosure"] = {}
    document["plays"][0]["decide"]["items"][0] |= {"ppm": 12_345, "stock": 4_321}
    painted = paint(ask(content_hash=f"untold {locale}", locale=locale))
    html = _html(painted).split('id="start"')[0]
    assert "<td>1.2345%</td>" in html
    assert "<td>4,321</td>" in html
    assert nothing in html
    prizes = _start(painted)["facts"]["plays"]["wheel"]["prizes"]
    assert [one["ppm"] for one in prizes] == [12_345, 200_000, 720_000]


def test_a_draft_whose_plays_do_not_fit_is_painted_without_them(ask, document):
    del document["plays"][0]["decide"]
    painted = paint(ask(content_hash="half-written"))
    assert painted.left_out == ()
    assert _start(painted)["facts"]["plays"] == {}


def test_the_policy_names_the_one_inlined_style_and_lets_no_other_script_run(ask):
    painted = paint(ask())
    css = re.search(r"<style>(.*?)</style>", _html(painted), re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in painted.policy
    assert "script-src 'self';" in painted.policy
    assert "unsafe" not in painted.policy
    assert not re.search(r"\sstyle=|\son[a-z]+=", _html(painted))


def test_words_of_a_document_cannot_become_markup(ask, document):
    document["pages"][0]["nodes"][0]["props"]["title"] = {"zh-CN": "</script><script>alert(1)</script>"}
    painted = paint(ask(content_hash="hostile"))
    assert "<script>alert" not in _html(painted)
    assert _start(painted)["nodes"][0]["props"]["title"].startswith("</script>")


@pytest.mark.parametrize("phase", [one for one in PHASES if one != "running"])
def test_a_page_says_when_the_activity_does_not_run(ask, phase):
    assert 'class="lg-notice"' in _html(paint(ask(phase=phase)))
    assert 'class="lg-notice"' not in _html(paint(ask()))


def test_the_same_ask_is_painted_once(ask):
    assert paint(ask()) is paint(ask())


def test_another_content_is_another_page(ask, document):
    before = paint(ask(content_hash="one"))
    document["pages"][0]["nodes"][0]["props"]["title"] = {"zh-CN": "新的标题"}
    after = paint(ask(content_hash="two"))
    assert "新的标题" in _html(after)
    assert after.etag != before.etag


def test_a_component_of_the_future_is_left_out_and_the_page_stands(ask, document):
    document["pages"][0]["nodes"].insert(0, {"id": "n0", "type": "hologram", "v": 3, "props": {}})
    assert "月满中秋" in _html(paint(ask(content_hash="future")))


def test_a_page_loads_the_chunks_of_its_own_components_only(ask):
    html = _html(paint(ask()))
    assert "-lottery-wheel.js" in html
    assert "-rich-text.js" not in html


def test_a_right_page_holds_nothing_of_a_right(ask):
    start = _start(paint(ask(view="right")))
    assert start["nodes"] == []
    assert start["view"] == "right"


def test_a_page_names_the_file_of_each_of_its_components_and_carries_their_words_only(ask):
    start = _start(paint(ask()))
    assert set(start["chunks"]) == {
        "hero",
        "countdown",
        "lottery-wheel",
        "prize-list",
        "my-rights",
        "disclosure",
    }
    assert all(file in _html(paint(ask())) for file in start["chunks"].values())
    assert "widgets.wallet.open" not in start["copy"]
    assert "widgets.disclosure.contact" in start["copy"]  # the sheet of rules says it too


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_the_own_page_holds_nothing_of_a_client_and_leaves_out_what_the_build_does_not_know(locale):
    painted = paint(own_page("my", locale))
    start = _start(painted)
    assert painted.left_out == ()
    assert start["facts"]["slug"] == ""
    assert {"greeting", "wallet"} <= set(start["chunks"])
    assert "lg-wallet" in _html(painted)


def test_an_address_that_leads_nowhere_is_told_in_words():
    assert "页面不存在" in _html(notice("rendering.page_missing", "zh-CN"))
    assert "There is no such page" in _html(notice("rendering.page_missing", "en"))


def test_a_picture_of_another_site_is_never_loaded(ask, document):
    document["pages"][0]["nodes"][0]["props"]["image"] = "https://elsewhere.example/x.png"
    assert "elsewhere" not in _html(paint(ask(content_hash="elsewhere"))).split('id="start"')[0]


def test_many_threads_paint_the_same_page(ask):
    asks = [ask(content_hash=f"thread-{n}") for n in range(24)]
    with ThreadPoolExecutor(4) as threads:
        bodies = {_html(one) for one in threads.map(paint, asks)}
    assert len(bodies) == 1


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("var largesse = {render: () => { for (;;) {} }}", "interrupted"),
        (
            "var largesse = {render: () => { const a = []; for (;;) a.push(new Array(1e6).fill(1)) }}",
            "memory",
        ),
        ("var largesse = {render: () => { throw new Error('no') }}", "no"),
        ("var largesse = {render: () => 7}", "no text"),
    ],
)
def test_a_script_that_misbehaves_is_stopped_and_the_next_one_is_served(monkeypatch, script, why):
    monkeypatch.setattr(engine, "TIME_MAX_S", 1)
    with pytest.raises(RenderFailed, match=why):
        engine.render(f"bad {why}", script, "{}")
    good = "var largesse = {render: (ask) => ask + '!'}"
    assert engine.render("good", good, "{}") == "{}!"


def test_a_long_answer_arrives_whole():
    grown = "let s = ''; for (let i = 0; i < 1e5; i++) s += 'ab'; return JSON.stringify(s)"
    script = f"var largesse = {{render: () => {{ {grown} }}}}"
    assert len(engine.render("long", script, "{}")) == 200_002


def test_the_time_allowed_is_each_calls_own(monkeypatch):
    monkeypatch.setattr(engine, "TIME_MAX_S", 2)
    busy = (
        "var largesse = {render: () => { const end = Date.now() + 450; while (Date.now() < end); return '' }}"
    )
    assert [engine.render("busy", busy, "{}") for _ in range(5)] == [""] * 5
