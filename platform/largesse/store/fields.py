"""Columns that may be null, typed as such: of Tortoise's fields only some say it themselves."""

from typing import TypeVar, cast

from tortoise.fields import Field

T = TypeVar("T")


def nullable(field: Field[T]) -> Field[T | None]:
    """Give a field declared with ``null=True`` the type of its values: one that may be None."""
    return cast("Field[T | None]", field)
