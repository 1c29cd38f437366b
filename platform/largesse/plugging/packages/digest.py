"""The digest of a plugin's code: paths, sizes and contents together, so no file can be moved or added.

Invariant   one byte, name or extra file changes the digest; links and compiled code are refused
"""

from dataclasses import dataclass
from pathlib import Path

from largesse.kernel.canonical import digest, sha256_hex

FILES_MAX = 500
BYTES_MAX = 8 << 20
_ALWAYS = ("manifest.json", "pyproject.toml")
_REFUSED = {".so", ".pyc", ".pyd", ".dll", ".dylib", ".pth"}


class UnfitTree(ValueError):  # noqa: N818 - a state of the folder, not an "Error"
    """The folder holds something that a plugin may not bring."""


@dataclass(frozen=True)
class Tree:
    """The files of a plugin that count, by path inside of it, and their digest."""

    files: dict[str, bytes]
    digest: str


def tree(folder: Path, package: str, config_schema: str) -> Tree:
    """Read a plugin's files: its manifest, configuration schema and one package, nothing else.

    Raises:
        UnfitTree: a link, compiled code, too many or too large files.
    """
    paths = [folder / name for name in (*_ALWAYS, config_schema)]
    paths += [path for path in sorted((folder / package).rglob("*")) if "__pycache__" not in path.parts]
    files: dict[str, bytes] = {}
    size = 0
    for path in paths:
        if path.is_symlink() or path.suffix in _REFUSED:
            raise UnfitTree(f"{path.name} is a link or compiled code")
        if path.is_dir():
            continue
        try:
            size += path.stat().st_size
            if len(files) >= FILES_MAX or size > BYTES_MAX:
                raise UnfitTree(f"more than {FILES_MAX} files or {BYTES_MAX} bytes")
            files[path.relative_to(folder).as_posix()] = path.read_bytes()
        except OSError as error:
            raise UnfitTree(f"{path.name} cannot be read") from error
    return Tree(files, digest_of(files))


def digest_of(files: dict[str, bytes]) -> str:
    """Give ``sha256:<hex>`` over every path, size and content."""
    return digest([[name, len(body), sha256_hex(body)] for name, body in sorted(files.items())])
