"""Filters made when asked are those of Tortoise, for every field of every table, and no word is a new one."""

import inspect

import pytest
from tortoise import Tortoise
from tortoise.exceptions import FieldError
from tortoise.filters import get_filters_for_field

from largesse.audience.clients.records import Customer


def models():
    return [model for app in Tortoise.apps.values() for model in app.values()]


async def test_each_field_of_each_table_can_be_filtered_by_as_tortoise_has_it(house):
    async with house.work.read():
        found = 0
        for model in models():
            meta = model._meta
            assert meta._filters == {}
            for name in {*meta.fields_db_projection, "pk"}:
                field = meta.pk if name == "pk" else meta.fields_map[name]
                source = field.source_field or field.model_field_name
                for word, info in get_filters_for_field(name, field, source).items():
                    mine = meta.filters[word]
                    assert {**mine, "operator": None} == {**info, "operator": None}
                    found += 1
    assert found > 10_000


async def test_no_field_has_a_comment_that_tortoise_would_read(house):
    assert [model for model in models() if "#:" in inspect.getsource(model)] == []


@pytest.mark.parametrize("word", ["nobody", "nobody__in", "id__nothing", "id__in__in", ""])
async def test_a_word_that_tortoise_does_not_know_is_none_of_ours(house, word):
    assert word not in Customer._meta.filters
    async with house.work.read():
        with pytest.raises((FieldError, KeyError)):
            await Customer.filter(**{word: 1})
