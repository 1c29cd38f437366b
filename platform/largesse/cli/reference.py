"""`largesse reference`: write the pages of errors, settings and floors from the code."""

import ast
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import typer

_FLOORS = Path(__file__).with_name("floors.md")
_HEAD = "---\nmode: reference\n---\n# {title}\n\n{lead} Written by `largesse reference`; do not edit.\n\n"


def command(check: bool = typer.Option(False, "--check", help="Write nothing; say what differs.")) -> None:
    """Write docs/reference/{errors,settings}.md and platform/README.md, or check that they are current."""
    from largesse.kernel.settings import CHECKOUT

    stale = {name: page for name, page in pages().items() if not _same(CHECKOUT / name, page)}
    if check and stale:
        sys.exit(f"not current: {', '.join(stale)}; run: largesse reference")
    for name, page in stale.items():
        (CHECKOUT / name).write_text(page, "utf-8")


def pages() -> dict[str, str]:
    """Give the pages by their path in the checkout."""
    _load_all()
    return {
        "docs/reference/errors.md": _errors(),
        "docs/reference/settings.md": _settings(),
        "platform/README.md": _floors(),
    }


def _same(path: Path, page: str) -> bool:
    return path.exists() and path.read_text("utf-8") == page


def _floors() -> str:
    """Draw the floors as the import linter keeps them; each room says of itself what is in it."""
    from largesse.kernel.settings import CHECKOUT

    config = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    contracts = config["tool"]["importlinter"]["contracts"]
    layers: list[str] = next(one["layers"] for one in contracts if one["type"] == "layers")
    rows = [
        f"| {floor} | `{name}` | {_says(CHECKOUT / 'platform' / 'largesse' / name)} |"
        for floor, layer in zip(range(len(layers), 0, -1), layers, strict=True)
        for name in layer.split(" | ")
    ]
    return _FLOORS.read_text("utf-8").format(rows="\n".join(rows))


def _says(room: Path) -> str:
    """Give the first sentence of a room's docstring."""
    path = room / "__init__.py" if room.is_dir() else room.with_suffix(".py")
    words = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return words.partition("\n")[0].rstrip(".")


def _load_all() -> None:
    package = Path(__file__).resolve().parents[1]
    for path in sorted(package.rglob("*.py")):
        inside = path.relative_to(package)
        if inside.parts[0] in {"migrations", "cli"} or "static" in inside.parts or path.stem.startswith("__"):
            continue
        import_module(".".join(["largesse", *inside.with_suffix("").parts]))


def _errors() -> str:
    from dataclasses import fields, is_dataclass

    from largesse.faces.problem import status_of
    from largesse.kernel.copy import catalogue
    from largesse.kernel.errors import registry

    lead = "Each refusal has a stable code, a status on every edge, facts, and a text in both languages."
    rows = ["| code | status | facts | 中文 | English | where |", "|---|---|---|---|---|---|"]
    for code, cls in sorted(registry().items()):
        if not cls.__module__.startswith("largesse."):
            continue
        names: list[str] = [one.name for one in fields(cls)] if is_dataclass(cls) else []
        facts = " ".join(f"`{name}`" for name in names if name not in {"path", "retry_at"})
        texts = [catalogue(locale).get(code, "").replace("|", "\\|") for locale in ("zh-CN", "en")]
        rows.append(
            f"| `{code}` | {status_of(cls)} | {facts} | {texts[0]} | {texts[1]} | `{cls.__module__}` |"
        )
    return _HEAD.format(title="Errors", lead=lead) + "\n".join([*rows, "", *_reasons()]) + "\n"


def _reasons() -> list[str]:
    """Give the table of what stands in a message as its ``reason``."""
    from largesse.kernel.copy import LOCALES, catalogue

    chinese, english = (catalogue(locale) for locale in LOCALES)
    keys = sorted(key for key in chinese if ".reason." in key)
    return [
        "## Reasons",
        "",
        "What is wrong with a value: the fact `reason` is one of these, and its own facts stand beside it.",
        "",
        "| reason | 中文 | English |",
        "|---|---|---|",
        *(f"| `{key}` | {chinese[key]} | {english[key]} |" for key in keys),
    ]


def _settings() -> str:
    from pydantic import AliasChoices

    from largesse.kernel.settings import Settings

    lead = "Settings are environment variables, read once when a process starts."
    rows = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        also = field.validation_alias
        names = also.choices if isinstance(also, AliasChoices) else [f"LARGESSE_{name.upper()}"]
        shown = " or ".join(f"`{one}`" for one in names)
        default = "" if field.default_factory else str(field.default)
        rows.append(f"| {shown} | {f'`{default}`' if default else ''} | {_plain(field.description)} |")
    return _HEAD.format(title="Settings", lead=lead) + "\n".join(rows) + "\n"


def _plain(words: str | None) -> str:
    return (words or "").replace("<", "&lt;")
