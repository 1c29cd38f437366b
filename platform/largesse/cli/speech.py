"""What the terminal says: copy files in the terminal's own language."""

import os
import sys
from typing import Any

from largesse.kernel import copy
from largesse.kernel.errors import Malformed, Told


def locale() -> str:
    """Give zh-CN for a Chinese terminal, else en: a bare terminal may have no Chinese letters."""
    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "zh-CN" if named.lower().startswith("zh") else "en"


def say(key: str, facts: dict[str, Any] | None = None) -> None:
    """Print one text of the copy files."""
    print(copy.text(key, locale(), facts or {}), flush=True)


def complain(no: Told) -> None:
    """Print a refusal where complaints go; one of a wrong value names its field."""
    field = f" ({no.path})" if isinstance(no, Malformed) and no.path else ""
    print(copy.told(no, locale()) + field, file=sys.stderr, flush=True)
