"""A document of an ask travels as JSON and must be an object."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from largesse.faces.inputs import ask_of, input_of
from largesse.faces.scalars import JsonDocument
from largesse.kernel.ask import Ask, asked
from largesse.kernel.errors import Malformed


@dataclass(frozen=True, kw_only=True)
class Keep(Ask):
    """Keep a document."""

    document: dict[str, Any] = asked("What to keep.")


def test_an_object_reaches_the_ask_as_it_is():
    assert input_of(Keep, "KeepAsk", "Keep a document.").__annotations__["document"] is JsonDocument
    given = SimpleNamespace(key="k", document={"a": [1, None, "x"]})
    assert ask_of(Keep, given).document == {"a": [1, None, "x"]}


@pytest.mark.parametrize("document", [[], "text", 1, True])
def test_anything_else_is_malformed_at_its_field(document):
    with pytest.raises(Malformed) as refused:
        ask_of(Keep, SimpleNamespace(key="k", document=document))
    assert refused.value.path == "document"
