"""The code that a how-to page shows."""

import re
from pathlib import Path

_PAGES = Path(__file__).resolve().parents[2] / "docs/how-to"


def code_of(page: str) -> str:
    """Give the one block of Python of a page of ``docs/how-to``."""
    [code] = re.findall(r"```python\n(.*?)```", (_PAGES / f"{page}.md").read_text("utf-8"), re.DOTALL)
    return re.sub(r"^   ", "", code, flags=re.MULTILINE)
