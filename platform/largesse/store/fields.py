"""Fields of models that Tortoise does not give: a text as key, columns typed as ones that may be null."""

from typing import Any, TypeVar, cast

from tortoise.fields import Field, TextField

T = TypeVar("T")


def nullable(field: Field[T]) -> Field[T | None]:
    """Give a field declared with ``null=True`` the type of its values: one that may be None."""
    return cast("Field[T | None]", field)


class KeyField(TextField):
    """A text by which rows are known; Tortoise's own refuses one because MySQL cannot index it."""

    indexable = True

    def __init__(self, **kwargs: Any) -> None:
        Field.__init__(self, primary_key=True, **kwargs)
