"""Debian's Chromium as the tests start it; every test that needs a browser takes it from here."""

import os
from shutil import which

import pytest

# The shell is the same engine without the windows, menus and services around it: two thirds of the work.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
MISSING = "no Chromium here: apt-get install -y chromium-headless-shell fonts-noto-cjk"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
    # Repainting a part of a tile rounds fine edges otherwise than painting it whole, by one shade.
    "--disable-partial-raster",
)
LETTERS = {**os.environ, "LC_ALL": "C.UTF-8"}  # else a file with a Chinese name cannot be chosen


def how():
    """Give the keywords with which Playwright starts it."""
    program = next((found for name in PROGRAMS if (found := which(name))), None)
    if program is None:
        pytest.fail(MISSING)
    return {"executable_path": program, "args": list(FLAGS), "env": LETTERS}
