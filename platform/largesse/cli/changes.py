"""Notices that sources changed, for `make dev`."""

from pathlib import Path

BUILT = {"static", "__pycache__"}
SUFFIXES = {".py", ".json", ".html", ".sql"}


class Sources:
    """The files whose change asks for a restart."""

    def __init__(self, *folders: Path) -> None:
        """Remember how they look now."""
        self._folders = folders
        self._seen = self._look()

    def changed(self) -> bool:
        """Say whether something was written, made or removed since the last call."""
        now = self._look()
        before, self._seen = self._seen, now
        return now != before

    def _look(self) -> dict[Path, int]:
        found = (path for folder in self._folders for path in folder.rglob("*") if path.suffix in SUFFIXES)
        sources = (path for path in found if path.is_file() and not BUILT & set(path.parts))
        return {path: path.stat().st_mtime_ns for path in sources}
