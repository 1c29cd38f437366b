"""What the ORM can filter by, made for a field when it is first asked for.

Tortoise makes some thirty filters of every field of every table when a class is made: 16 MB of each process,
of which a program uses a few dozen. Here a class makes none, and a connected model makes those of a field
when a query names it. What stands in a filter is Tortoise's still. Nor is the source of each class
read and parsed for comments on its fields: a twentieth of a start, and our fields have none.
"""

from typing import Any

from tortoise import models
from tortoise.filters import get_filters_for_field
from tortoise.models import MetaInfo


class Filters(dict[str, Any]):
    """The filters of one model by the words of a query: ``name``, ``name__in``, ``pk``."""

    def __init__(self, meta: MetaInfo) -> None:
        super().__init__(meta.filters)
        self._meta = meta

    def __missing__(self, key: str) -> Any:
        """Make the filters of the key's field; KeyError where the model has no such field or filter."""
        meta, name = self._meta, key.partition("__")[0]
        field = meta.pk if name == "pk" else meta.fields_map.get(name)
        if field is None or name in meta.fk_fields | meta.o2o_fields:
            raise KeyError(key)
        source = field.source_field or field.model_field_name
        overridden = meta.db.executor_class.get_overridden_filter_func
        for word, info in get_filters_for_field(name, field, source).items():
            operator = overridden(filter_func=info.get("operator"), filter_info=info)
            self[word] = {**info, "operator": operator} if operator else info
        if not super().__contains__(key):
            raise KeyError(key)
        return self[key]

    def __contains__(self, key: object) -> bool:
        """Say whether the model can be filtered by these words."""
        try:
            return isinstance(key, str) and self[key] is not None
        except KeyError:
            return False


def made_when_asked() -> None:
    """Let models made from now on make filters when asked and read no source; before the first of ours."""

    def of_field(field_name: str, field: Any, source_field: str) -> dict[str, Any]:
        return {} if field else get_filters_for_field(field_name, None, source_field)

    def connected(meta: MetaInfo) -> None:
        meta.filters = Filters(meta)

    setattr(models, "get_filters_for_field", of_field)  # noqa: B010 - Tortoise has no seam for it
    setattr(models, "_get_comments", lambda _model: {})  # noqa: B010 - nor for its comments
    setattr(MetaInfo, "_generate_filters", connected)  # noqa: B010 - Tortoise has no seam for it
