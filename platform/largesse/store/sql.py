"""Long SQL stands in files beside its noun: ``<noun>/sql/<name>.sql``, read once, by name.

Invariant   a file begins with a header of ``--`` lines: what it does, what it locks, what it keeps true
"""

from functools import cache
from pathlib import Path
from sys import modules

from largesse.kernel.errors import Broken


@cache
def statement(module: str, name: str) -> str:
    """Give the statement ``sql/<name>.sql`` beside a module, without its header.

    Args:
        module: the caller's ``__name__``.
        name: the file's name without its ending.
    """
    place = modules[module].__file__
    if place is None:
        raise Broken(f"{module} has no file")
    text = (Path(place).parent / "sql" / f"{name}.sql").read_text("utf-8")
    lines = text.splitlines()
    while lines and (lines[0].startswith("--") or not lines[0].strip()):
        lines.pop(0)
    return "\n".join(lines).strip().removesuffix(";")
