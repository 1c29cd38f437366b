"""Write the types that Python and TypeScript get from ``schemas/``; ``--check`` only compares.

Invariant   what is committed equals what is written now
Source      schemas/; run ``python -m largesse.contracts.generate``
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from largesse.contracts.emit import Emitter
from largesse.contracts.emit_python import PYTHON
from largesse.contracts.emit_typescript import TYPESCRIPT
from largesse.contracts.reference import components_page, events_page, glossary_page, schemas_page
from largesse.contracts.registry import folder, names

_PYTHON_NAMES = ("activity.v1", "problem.v1")


def outputs() -> dict[Path, str]:
    """Give every generated file of this room and its text."""
    root = folder().parent
    everything = [name for name in names() if not name.startswith(("plugin/", "graphql/", "widgets/"))]
    return {
        root / "platform/largesse/contracts/documents_gen.py": Emitter(PYTHON).module(_PYTHON_NAMES),
        root / "widgets/packages/contracts/src/documents_gen.ts": Emitter(TYPESCRIPT).module(everything),
        root / "docs/reference/components.md": components_page(),
        root / "docs/reference/events.md": events_page(),
        root / "docs/reference/glossary.md": glossary_page(),
        root / "docs/reference/schemas.md": schemas_page(),
    }


def stale(wanted: Mapping[Path, str]) -> list[Path]:
    """Give the files that differ from the text they should have."""
    return [path for path, text in wanted.items() if not path.exists() or path.read_text("utf-8") != text]


def main(arguments: list[str], wanted: Mapping[Path, str]) -> int:
    """Write the files, or with ``--check`` name those that are stale; gives the exit code."""
    if "--check" in arguments:
        behind = stale(wanted)
        for path in behind:
            sys.stdout.write(f"stale: {path}\n")
        return 1 if behind else 0
    for path, text in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], outputs()))
