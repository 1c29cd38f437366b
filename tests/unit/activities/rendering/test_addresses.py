"""The last look at a page: it loads from this house only and leads to few places."""

import pytest

from largesse.activities.rendering.addresses import foul


@pytest.mark.parametrize(
    "html",
    [
        '<img src="/art/moonrise.svg" alt="a > b">',
        '<img src="/media/0123abcd.webp">',
        '<a href="https://bank.example/terms?a=1">x</a>',
        '<a href="/a/mid-autumn">x</a>',
        '<a href="tel:+8621-61008888">x</a>',
        "<p>javascript:alert(1) onclick=1 &lt;script&gt;</p>",
    ],
)
def test_what_a_page_may_hold_passes(html):
    assert foul(html) == []


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://elsewhere.example/x.png">',
        '<img src="//elsewhere.example/x.png">',
        '<img src="/art/../../secret">',
        '<img alt="a>b" src="javascript:alert(1)">',
        '<img srcset="https://elsewhere.example/x.png 2x">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="&#106;avascript:alert(1)">x</a>',
        '<a href="http://plain.example">x</a>',
        '<a href="//elsewhere.example">x</a>',
        "<a href>x</a>",
        "<script>1</script>",
        '<iframe src="/a/x"></iframe>',
        '<p onclick="x()">x</p>',
        '<p style="color:red">x</p>',
        '<form action="/a/x"></form>',
    ],
)
def test_what_a_page_must_not_hold_is_named(html):
    assert foul(html)
