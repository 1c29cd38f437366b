"""The protocol's shapes as JSON Schema: this package is their source, ``schemas/plugin/`` the export.

Source      ``largesse-plugin export DIR``; ``--check`` only compares
"""

import json
from pathlib import Path
from typing import Any

import msgspec

from largesse_sdk.context import HttpRequest, HttpResponse
from largesse_sdk.contracts.capability import Capability, methods
from largesse_sdk.contracts.registry import CAPABILITIES, shape
from largesse_sdk.emitting import Emit, Emitted
from largesse_sdk.package.manifest import Manifest
from largesse_sdk.values import value

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REF = "#/$defs/{name}"


@value
class CallContext:
    """What travels with each call; ``idem`` is the key under which an act is done at most once."""

    installation: str
    env: str
    deadline_s: float
    idem: str
    trace: str
    locale: str
    callback_url: str
    config: dict[str, Any]


def documents() -> dict[str, dict[str, Any]]:
    """Give every exported schema by its file name."""
    found = {f"{name}.schema.json": _capability(kind) for name, kind in CAPABILITIES.items()}
    found["manifest.v1.schema.json"] = _document("manifest.v1", "Manifest", Manifest)
    found["protocol.v1.schema.json"] = _protocol()
    return found


def write(folder: Path) -> list[str]:
    """Write the schemas and name those that changed."""
    changed = stale(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _texts().items():
        (folder / name).write_text(text, "utf-8")
    return changed


def stale(folder: Path) -> list[str]:
    """Name the schemas in a folder that are not what this package says."""
    texts = _texts()
    here = {path.name: path.read_text("utf-8") for path in folder.glob("*.schema.json")}
    return sorted(name for name in texts.keys() | here.keys() if texts.get(name) != here.get(name))


def _texts() -> dict[str, str]:
    return {
        name: json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        for name, document in documents().items()
    }


def _capability(kind: type[Capability]) -> dict[str, Any]:
    names = list(methods(kind))
    kinds: list[Any] = []
    for name in names:
        arguments, answer = shape(kind, name)
        kinds += [*arguments.values(), answer]
    schemas, definitions = msgspec.json.schema_components(kinds, ref_template=_REF)
    left = iter(schemas)
    declared = {}
    for name in names:
        arguments, _ = shape(kind, name)
        declared[name] = {
            "description": _first_line(methods(kind)[name]),
            "required": name in kind.required,
            "arguments": {argument: next(left) for argument in arguments},
            "answer": next(left),
        }
    return {
        "$schema": DIALECT,
        "$id": f"urn:largesse:schema:plugin/{kind.capability}",
        "title": kind.__name__,
        "description": _first_line(kind),
        "x-hook-prefix": kind.prefix,
        "x-methods": declared,
        "$defs": dict(sorted(definitions.items())),
    }


def _protocol() -> dict[str, Any]:
    kinds = [CallContext, HttpRequest, HttpResponse, Emit, Emitted]
    _, definitions = msgspec.json.schema_components(kinds, ref_template=_REF)
    definitions["Call"] = {
        "description": "params of a request to the child; its method is <capability>.<method>.",
        "type": "object",
        "required": ["ctx", "call", "args"],
        "properties": {
            "ctx": {"$ref": "#/$defs/CallContext"},
            "call": {"type": "string", "description": "Token with which host services are asked for."},
            "args": {"description": "The one argument, or an object of them by name."},
        },
    }
    return {
        "$schema": DIALECT,
        "$id": "urn:largesse:schema:plugin/protocol.v1",
        "title": "Protocol",
        "description": "First line LP|1|<sdk>|<digest>, then one JSON-RPC 2.0 message a line, at most 1 MiB.",
        "$ref": "#/$defs/Call",
        "$defs": dict(sorted(definitions.items())),
    }


def _document(name: str, title: str, kind: type) -> dict[str, Any]:
    document = msgspec.json.schema(kind, ref_template=_REF)
    head = {"$schema": DIALECT, "$id": f"urn:largesse:schema:plugin/{name}", "title": title}
    return head | {"description": _first_line(kind)} | document


def _first_line(thing: Any) -> str:
    return str(thing.__doc__ or "").strip().split("\n")[0]
