"""What a trigger says of itself to those who author documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One trigger.

    Attributes:
        name: value of ``on.kind``.
        schema: JSON Schema of ``on``, its ``$id`` ``urn:largesse:schema:triggers/<name>.v<N>``.
    """

    name: str
    schema: Mapping[str, Any]
