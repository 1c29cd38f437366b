"""Every refusal of the machine says in both languages what is wrong, with the facts it has."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

import largesse.embedded
from largesse.embedded import refusals
from largesse.kernel.errors import Refusal

COPY = Path(largesse.embedded.__file__).with_name("copy")
LEAVES = [
    leaf
    for leaf in vars(refusals).values()
    if isinstance(leaf, type) and issubclass(leaf, Refusal) and leaf.code
]


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.code)
def test_a_refusal_uses_only_facts_that_it_has(leaf, locale):
    text = json.loads((COPY / f"{locale}.json").read_text("utf-8"))[leaf.code]
    assert set(re.findall(r"\{(\w+)\}", text)) <= {field.name for field in fields(leaf)}


def test_both_languages_say_the_same_things():
    chinese, english = (
        json.loads((COPY / f"{locale}.json").read_text("utf-8")) for locale in ("zh-CN", "en")
    )
    assert chinese.keys() == english.keys()
