"""Fields that a higher room adds to a lower room's type."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from strawberry.types.base import StrawberryObjectDefinition, get_object_definition

from largesse.kernel.errors import Broken

C = TypeVar("C", bound=type)
_TARGET = "__extends__"
_OWN = "__own_fields__"


def extends(target: type) -> Callable[[C], C]:
    """Add a higher room's fields to a lower room's type; resolvers take plain ``self``, the parent.

    Use it on a class decorated with ``@strawberry.type``: its fields move over when the face is assembled.
    """

    def note(extension: C) -> C:
        setattr(extension, _TARGET, target)
        return extension

    return note


def apply_extensions(extensions: Sequence[type]) -> None:
    """Give every target its own fields and those of these extensions, the same whenever it is called."""
    by_target: dict[type, list[type]] = {}
    for extension in sorted(extensions, key=_place):
        by_target.setdefault(getattr(extension, _TARGET), []).append(extension)
    for target, found in by_target.items():
        definition = _definition(target)
        if not hasattr(target, _OWN):
            setattr(target, _OWN, list(definition.fields))
        definition.fields[:] = getattr(target, _OWN)
        for extension in found:
            known = {one.python_name for one in definition.fields}
            more = [one for one in _definition(extension).fields if one.python_name not in known]
            for one in more:
                one.origin = target
            definition.fields += more


def _place(extension: type) -> tuple[str, str]:
    """Give the order of extensions: by their module, never by who was imported first."""
    return extension.__module__, extension.__qualname__


def _definition(cls: type) -> StrawberryObjectDefinition:
    definition = get_object_definition(cls)
    if definition is None:
        raise Broken(f"{cls.__name__} is not a strawberry type")
    return definition
