"""Fields that a higher room adds to a lower room's type."""

from collections.abc import Callable
from typing import Any, TypeVar

from strawberry.types.base import StrawberryObjectDefinition, get_object_definition

from largesse.kernel.errors import Broken

_extensions: list[tuple[type, type]] = []
_own_fields: dict[type, list[Any]] = {}
C = TypeVar("C", bound=type)


def extends(target: type) -> Callable[[C], C]:
    """Add a higher room's fields to a lower room's type; resolvers take plain ``self``, the parent.

    Use it on a class decorated with ``@strawberry.type``: its fields move over when the face is assembled.
    """

    def note(extension: C) -> C:
        _extensions.append((target, extension))
        return extension

    return note


def apply_extensions() -> None:
    """Give every target its own fields and those of its extensions, in one order whenever it is called."""
    for target in {target for target, _ in _extensions}:
        definition = _definition(target)
        own = _own_fields.setdefault(target, list(definition.fields))
        definition.fields[:] = own
        for _, extension in sorted((pair for pair in _extensions if pair[0] is target), key=_place):
            known = {one.python_name for one in definition.fields}
            more = [one for one in _definition(extension).fields if one.python_name not in known]
            for one in more:
                one.origin = target
            definition.fields += more


def _place(pair: tuple[type, type]) -> tuple[str, str]:
    """Give the order of extensions: by their room, never by who was imported first."""
    return pair[1].__module__, pair[1].__qualname__


def _definition(cls: type) -> StrawberryObjectDefinition:
    definition = get_object_definition(cls)
    if definition is None:
        raise Broken(f"{cls.__name__} is not a strawberry type")
    return definition
