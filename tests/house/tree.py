"""The checkout as the fences see it: what git tracks or would track, never build output."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """Give files of the checkout that match, relative to its root; none at all is an error."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\n")
    found = tuple(Path(name) for name in listed if name and (ROOT / name).is_file())
    assert found, f"no file matches {patterns}"
    return found


def text(path: Path) -> str:
    """Give a file's text."""
    return (ROOT / path).read_text("utf-8")
