"""A draw is told in the words of the document that decided it."""

from tests.kit.standard import GRAMMAR

from largesse.play.draws.reads import titles_of

WHEEL, TEA, MOON = ({"zh-CN": text} for text in ("幸运转盘", "岩茶礼盒", "月色相伴"))
DOCUMENT = {
    "plays": [
        {
            "id": "gift",
            "title": MOON,
            "decide": {"op": "certain", "outcome": {"id": "tea", "title": MOON, "effects": []}},
        },
        {
            "id": "wheel",
            "title": WHEEL,
            "decide": {
                "op": "weighted",
                "items": [{"id": "tea", "title": TEA, "effects": [], "ppm": 1_000_000}],
                "fallback": {"id": "moon", "title": MOON, "effects": []},
            },
        },
    ]
}


def test_the_play_its_prizes_and_its_fallback_have_titles():
    assert titles_of(DOCUMENT, "wheel", GRAMMAR) == {"": WHEEL, "tea": TEA, "moon": MOON}


def test_a_certain_outcome_has_one_too():
    assert titles_of(DOCUMENT, "gift", GRAMMAR) == {"": MOON, "tea": MOON}


def test_a_play_that_is_not_there_has_none():
    assert titles_of(DOCUMENT, "other", GRAMMAR) == {}
    assert titles_of({}, "wheel", GRAMMAR) == {}
