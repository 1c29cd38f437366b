"""The reference page of hooks, written from the capabilities themselves."""

import re
import typing
from typing import Any

from largesse_sdk.contracts.capability import hook_name, methods
from largesse_sdk.contracts.registry import CAPABILITIES, shape

_MODULE = re.compile(r"\b(?:[a-z_]+\.)+")
_HEAD = """---
mode: reference
---
# Hooks

One entry per method that the host may call. A plugin class overrides them; pluggy knows them as
`<prefix>_<method>`.
Each takes `ctx` first. The shapes of arguments and answers are in `schemas/plugin/<capability>.schema.json`.
Written by `largesse-plugin hooks FILE`; do not edit.
"""


def page() -> str:
    """Give the whole page."""
    return _HEAD + "".join(_section(name) for name in CAPABILITIES)


def _section(capability: str) -> str:
    kind = CAPABILITIES[capability]
    lines = [
        f"\n## `{capability}` · {kind.__name__} · prefix `{kind.prefix}`\n",
        "| hook | method | arguments | answer | |",
        "|---|---|---|---|---|",
    ]
    for name, method in methods(kind).items():
        arguments, answer = shape(kind, name)
        told = ", ".join(f"{one}: {_named(of)}" for one, of in arguments.items()) or "–"
        doc = str(method.__doc__ or "").strip().split("\n")[0]
        must = " **Required.**" if name in kind.required else ""
        row = [f"`{hook_name(kind, name)}`", f"`{name}`", f"`{told}`", f"`{_named(answer)}`", f"{doc}{must}"]
        lines.append(f"| {' | '.join(cell.replace(' | ', ' or ') for cell in row)} |")
    return "\n".join(lines) + "\n"


def _named(kind: Any) -> str:
    if kind is None or kind is type(None):
        return "nothing"
    if typing.get_origin(kind) is not None or not isinstance(kind, type):
        return _MODULE.sub("", str(kind))
    return kind.__name__
