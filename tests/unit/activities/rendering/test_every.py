"""A page is painted in every way a client can meet it before anyone signs it; what fails is named."""

import json
from dataclasses import replace
from itertools import product

import pytest
from tests.kit.builds import failing
from tests.kit.standard import GRAMMAR

from largesse.activities.documents.template import templates
from largesse.activities.guard.painting import problems
from largesse.activities.rendering import PHASES, every, paint
from largesse.activities.rendering.every import VIEWS, faults, ways
from largesse.activities.rendering.paint import THEMES
from largesse.contracts.registry import folder
from largesse.kernel.copy import LOCALES

LABEL = "新春开门红包迎福到万一🎁🎁🎁"
FAMILY = "👩‍👩‍👧‍👦"
EXAMPLES = sorted(
    path for kind in ("activity.v1", "plays") for path in (folder() / "examples/valid" / kind).glob("*.json")
)


def painted_whole(document):
    for way in ways(document, GRAMMAR):
        painted = paint(replace(way, content_hash=json.dumps(document)))
        painted.body.decode("utf-8")
        assert painted.left_out == ()


def label(document, zh, en=None):
    words = {"zh-CN": zh, **({"en": en} if en else {})}
    document["plays"][0]["decide"]["items"][2]["title"] = words


def node(document, type_, **props):
    document["pages"][0]["nodes"].append({"id": "added", "type": type_, "v": 1, "props": props})


def test_every_way_is_every_phase_language_look_and_view(document):
    met = {(way.phase, way.locale, way.theme, way.view) for way in ways(document, GRAMMAR)}
    assert met == set(product(PHASES, LOCALES, THEMES, VIEWS))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("phase", one) for one in PHASES),
        *(("locale", one) for one in LOCALES),
        *(("theme", one) for one in THEMES),
        ("view", "page"),
    ],
)
def test_what_fails_in_one_way_only_is_found(document, monkeypatch, field, value):
    broken = failing("n2", f'ask.{field} === "{value}"')
    monkeypatch.setattr(every, "current_build", lambda: broken)
    [fault] = faults(document, GRAMMAR)
    assert (fault.path, fault.component) == (("pages", 0, "nodes", 1), "countdown")


def test_a_page_that_fails_as_a_whole_is_found_also_where_a_right_is_shown(document, monkeypatch):
    broken = failing("nothing of the page", 'ask.view === "right"')
    monkeypatch.setattr(every, "current_build", lambda: broken)
    assert [one.component for one in faults(document, GRAMMAR)] == [""]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_is_painted_whole_in_every_way(path):
    document = json.loads(path.read_text("utf-8"))
    painted_whole(document)
    assert faults(document, GRAMMAR) == ()


@pytest.mark.parametrize("template", templates(), ids=lambda one: one.code)
def test_every_template_can_be_painted(template):
    assert faults(template.document, GRAMMAR) == ()


@pytest.mark.parametrize(
    "words",
    [
        LABEL,
        f"礼{FAMILY * 9}",
        "🇨🇳🇭🇰🇲🇴🇸🇬🇨🇳🇭🇰🇲🇴",
        "𠮷野家𠮷野家𠮷野家𠮷野家",
        "e\u0301" * 30,
        "Donaudampfschiff🎁fahrt🎁🎁",
    ],
)
@pytest.mark.parametrize("slices", [3, 8, 11, 14])
def test_a_label_of_any_signs_and_length_is_painted(document, words, slices):
    items = document["plays"][0]["decide"]["items"]
    items += [{**items[2], "id": f"more-{n}"} for n in range(slices - 3)]
    label(document, words, words)
    assert faults(document, GRAMMAR) == ()


def test_a_label_is_cut_between_whole_letters_only(document, ask):
    label(document, LABEL, LABEL)
    painted_whole(document)
    html = paint(ask(content_hash=LABEL)).body.decode()
    assert ">一🎁🎁🎁<" in html


@pytest.mark.parametrize(
    "address", ["https://bank.example/files/v1..2.pdf", "/a/mid-autumn", "tel:400-000-0000"]
)
def test_an_address_that_the_check_takes_is_painted(document, ask, address):
    node(document, "rich-text", body={"zh-CN": f"[说明]({address})"})
    node(document, "button", label={"zh-CN": "说明"}, does="link", href=address)
    assert faults(document, GRAMMAR) == ()
    assert f'href="{address}"' in paint(ask(content_hash=address)).body.decode()


@pytest.mark.parametrize(
    "address", ["/../../evil", "/a/%2e%2e/evil", "javascript:alert(1)", "//elsewhere.example"]
)
def test_an_address_that_the_check_refuses_is_never_led_to(document, ask, address):
    node(document, "rich-text", body={"zh-CN": f"[说明]({address})"})
    node(document, "button", label={"zh-CN": "说明"}, does="link", href=address)
    assert faults(document, GRAMMAR) == ()
    assert f'href="{address}"' not in paint(ask(content_hash=address)).body.decode()


def test_a_component_that_fails_is_named_with_the_field_that_makes_it_fail(document):
    node(document, "image", src="/art/seal.svg", alt={"zh-CN": "印"}, ratio=7)
    [one] = problems(document, GRAMMAR)
    assert (one.code, one.path) == ("activities.component_fails", "/pages/0/nodes/6/props/ratio")
    assert "Image" in one.message("en")
    assert "图片" in one.message("zh-CN")


def test_a_prize_that_makes_a_component_fail_is_named_where_it_is_written(document):
    label(document, 7)
    assert [(one.component, one.path) for one in faults(document, GRAMMAR)] == [
        ("lottery-wheel", ("plays", 0, "decide", "items", 2, "title", "zh-CN"))
    ]


def test_a_component_inside_another_is_named_and_its_place_stays(document, ask):
    inside = {
        "id": "in",
        "type": "image",
        "v": 1,
        "props": {"src": "/art/seal.svg", "alt": {"zh-CN": "印"}, "ratio": 7},
    }
    words = {"id": "words", "type": "rich-text", "v": 1, "props": {"body": {"zh-CN": "照旧在此"}}}
    section = {"id": "out", "type": "section", "v": 1, "props": {}, "slots": {"content": [inside, words]}}
    document["pages"][0]["nodes"].append(section)
    assert [one.path for one in faults(document, GRAMMAR)] == [
        ("pages", 0, "nodes", 6, "slots", "content", 0, "props", "ratio")
    ]
    painted = paint(ask(content_hash="inside"))
    assert [one.node for one in painted.left_out] == ["in"]
    assert "照旧在此" in painted.body.decode()


def test_a_component_that_fails_is_left_out_and_the_page_stands(document, ask):
    label(document, 7)
    painted = paint(ask(content_hash="one-fails"))
    assert [(one.node, one.component) for one in painted.left_out] == [("n3", "lottery-wheel")]
    html = painted.body.decode()
    assert "月满中秋" in html
    assert "lg-lottery-wheel__go" not in html.split('id="start"')[0].split("</style>")[1]
    assert '"n3"' not in html
