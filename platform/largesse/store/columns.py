"""Columns that Tortoise does not declare by itself."""

from typing import Any

from tortoise.fields import Field, TextField


class KeyField(TextField):
    """A text by which rows are known; Tortoise's own refuses one because MySQL cannot index it."""

    indexable = True

    def __init__(self, **kwargs: Any) -> None:
        Field.__init__(self, primary_key=True, **kwargs)
