"""Makes a fresh checkout runnable with the standard library alone: environment, locked installs, front end.

    python3 platform/bootstrap.py           what `make up` needs
    python3 platform/bootstrap.py --test    what `make test` needs besides: a browser and Chinese fonts

Invariant   every step carries a stamp of what it was made from, so a second run has nothing to do
            a missing system package is named with the line that installs it
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
WIDGETS = ROOT / "widgets"
STATIC = ROOT / "platform" / "largesse" / "web" / "static"
PYTHON_MIN = (3, 11)
NODE_MIN = (20, 19)
NODE_MIN_TEXT = "20.19"
NOT_SOURCE = {"node_modules", "dist", "build", ".cache", "coverage"}
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def main(words: list[str]) -> None:
    """Do what is not done yet, what stands apart side by side: much of it waits for the net."""
    need_python()
    need_node()
    apart = [make_python, make_front_end, *([need_browser] if "--test" in words else [])]
    with ThreadPoolExecutor() as pool:
        for done in [pool.submit(part) for part in apart]:
            done.result()


def make_python() -> None:
    """Make the environment and what is installed in it."""
    make_venv()
    install_python()


def make_front_end() -> None:
    """Install what the front end is built with, and build it."""
    install_node()
    build_front_end()


def need_python() -> None:
    """Go on under a new enough Python, or say which line installs one."""
    if sys.version_info >= PYTHON_MIN:
        return
    for minor in (14, 13, 12, 11):
        found = shutil.which(f"python3.{minor}")
        if found:
            os.execv(found, [found, *sys.argv])  # noqa: S606 - the same script under the right interpreter
    stop("Python 3.11 or later is needed", "apt-get install -y python3.11 python3.11-venv")


def make_venv() -> None:
    """Make .venv, again when its interpreter is gone."""
    if PYTHON.exists() and (VENV / "bin" / "pip").exists():
        return
    step("virtual environment")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode != 0:
        name = f"python3.{sys.version_info[1]}-venv"
        stop("Python's venv module is incomplete", "apt-get install -y " + name)


def install_python() -> None:
    """Install the lock with its hashes, then our own packages without looking for anything else."""
    ours = [ROOT, ROOT / "platform" / "sdk"]
    lock = ROOT / "requirements.lock"
    made_from = digest([lock, *(folder / "pyproject.toml" for folder in ours)], sys.version)
    stamp = VENV / ".made-from"
    if same(stamp, made_from):
        return
    step("Python packages")
    uv = shutil.which("uv")
    pip = [str(PYTHON), "-m", "pip", "install", "-qq"]
    if uv:
        pip = [uv, "pip", "install", "--compile-bytecode", "--python", str(PYTHON)]
    run([*pip, "--require-hashes", "-r", str(lock)])
    editable = [part for folder in ours for part in ("-e", str(folder))]
    run([*pip, "--no-deps", "--no-build-isolation", *editable])
    stamp.write_text(made_from)


def need_node() -> None:
    """Ask for a new enough Node with npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    line = "apt-get install -y nodejs npm   (Debian 13 and later; elsewhere nodejs.org has the installers)"
    if not node or not npm:
        stop(f"Node {NODE_MIN_TEXT} or later with npm is needed to build the front end", line)
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    version = tuple(int(part) for part in re.findall(r"\d+", told)[:2])
    if version < NODE_MIN:
        stop(f"Node {told.strip()} is too old; {NODE_MIN_TEXT} or later is needed", line)


def install_node() -> None:
    """Install exactly what the npm lock says."""
    ours = [*WIDGETS.glob("apps/*/package.json"), *WIDGETS.glob("packages/*/package.json")]
    made_from = digest([WIDGETS / "package.json", WIDGETS / "package-lock.json", *sorted(ours)])
    stamp = WIDGETS / "node_modules" / ".made-from"
    if same(stamp, made_from):
        return
    step("npm packages")
    run(["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"], cwd=WIDGETS)
    stamp.write_text(made_from)


def build_front_end() -> None:
    """Build it when its sources, their lock or the schemas changed."""
    made_from = digest(sources())
    stamp = STATIC / ".made-from"
    if same(stamp, made_from):
        return
    step("front end")
    run(["npm", "run", "--silent", "build"], cwd=WIDGETS)
    STATIC.mkdir(parents=True, exist_ok=True)
    stamp.write_text(made_from)


def sources() -> list[Path]:
    """Give the files the front end is built from."""
    found = []
    for top in (WIDGETS, ROOT / "schemas"):
        for folder, names, files in os.walk(top):
            names[:] = sorted(name for name in names if name not in NOT_SOURCE)
            found += [Path(folder) / name for name in sorted(files)]
    return found


def need_browser() -> None:
    """Have Chromium and Chinese fonts; as root install them, else name the line."""
    missing = []
    if not any(shutil.which(name) for name in BROWSERS):
        missing.append("chromium-headless-shell")
    if not chinese_fonts():
        missing += ["fontconfig", "fonts-noto-cjk"]
    if not missing:
        return
    line = "apt-get install -y --no-install-recommends " + " ".join(missing)
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        stop("The browser tests need " + " and ".join(missing), "sudo " + line)
    step("browser for the tests")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    run(["apt-get", "update", "-q"], env=environment)
    run(line.split(), env=environment)


def chinese_fonts() -> bool:
    """Say whether some font has Chinese letters."""
    fonts = shutil.which("fc-list")
    if not fonts:
        return False
    return bool(subprocess.run([fonts, ":lang=zh"], capture_output=True, check=False).stdout.strip())


def digest(files: list[Path], *more: str) -> str:
    """Give the sha256 over names and contents."""
    seen = hashlib.sha256(repr(more).encode())
    for file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        seen.update(f"{file.relative_to(ROOT)} {content}\n".encode())
    return seen.hexdigest()


def same(stamp: Path, made_from: str) -> bool:
    """Say whether what stands was made from this."""
    return stamp.exists() and stamp.read_text() == made_from


def run(argv: list[str], cwd: Path = ROOT, env: dict[str, str] | None = None) -> None:
    """Run one step; its failure is ours."""
    ended = subprocess.run(argv, cwd=cwd, env=env, check=False)
    if ended.returncode != 0:
        stop("This step failed: " + " ".join(argv))


def step(name: str) -> None:
    """Say what is being made."""
    print("·", name, flush=True)


def stop(why: str, line: str = "") -> NoReturn:
    """End, with the line that helps."""
    sys.exit(why + ("\n  " + line if line else ""))


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
