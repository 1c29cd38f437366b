"""What a page tells its reader to press stands on a screen, and what it tells him to run can be run."""

import json
import re
from pathlib import Path

import pytest
from tests.house.tree import files, text
from typer.main import get_command

from largesse.cli.main import program

PRESSED = re.compile(r"\*\*([^*\n]*[一-鿿][^*\n]*)\*\*")
SLANTED = re.compile(r"(?<![*\w])\*([A-Z][^*\n]*(?:\n[^*\n]+)?)\*(?!\*)")
RUN = re.compile(r"(?:^ {4}|`)(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?largesse ([a-z][^`\n>#]*)", re.MULTILINE)


def screens(locale="zh-CN"):
    """Give every text of every screen in one language."""
    found = set()
    for path in files(f"widgets/**/copy/{locale}.json", f"platform/largesse/**/copy/{locale}.json"):
        found |= set(json.loads(text(path)).values())
    return found


def nowhere(page, shown):
    """Give the words that a page has in bold and no screen has."""
    labels = {re.split("[（{]", one)[0].strip() for one in shown} | shown
    return [word for word in PRESSED.findall(page) if word not in labels]


def nowhere_in_english(page, shown):
    """Give the labels that a page has in italics, › or → between them, and no screen has."""
    labels = {" ".join(re.sub(r"(\{[^}]*\}\s*)+", "… ", one).split()) for one in shown}
    said = [" ".join(word.split()) for italic in SLANTED.findall(page) for word in re.split("[›→]", italic)]
    return [word for word in said if word not in labels]


def unknown(line):
    """Give the first word of a command line that the program does not know, else nothing."""
    words = line.split()
    command = get_command(program(words))
    for word in words:
        inner = getattr(command, "commands", None)
        if inner is not None:
            if word not in inner:
                return word
            command = inner[word]
        elif word.startswith("-"):
            if word not in [name for one in command.params for name in (*one.opts, *one.secondary_opts)]:
                return word
        elif not command.params:
            return word
    return ""


@pytest.mark.parametrize("page", files("docs/how-to/*.md"), ids=lambda page: page.stem)
def test_a_how_to_names_only_what_stands_on_a_screen(page):
    assert nowhere(text(page), screens()) == []
    assert nowhere_in_english(text(page), screens("en")) == []


def test_a_button_that_no_screen_has_is_caught():
    shown = {"发布", "发射卫星", "证书（可选）"}
    assert nowhere("Press **发布**, choose **证书** and then **发射**.", shown) == ["发射"]
    assert nowhere_in_english(
        "*Open › Keep … now*, then *Fly\n  off*.", {"Open", "Keep {n} {n|code|codes} now"}
    ) == ["Fly off"]


def test_every_command_of_a_page_is_known():
    first = [Path("README.md"), Path("CONTRIBUTING.md")]
    pages = [*files("docs/**/*.md"), *first]
    lines = [(str(page), line) for page in pages for line in RUN.findall(text(page))]
    assert len(lines) > 20
    assert [(page, line, word) for page, line in lines if (word := unknown(line))] == []


@pytest.mark.parametrize(
    ("line", "word"),
    [("launch", "launch"), ("audit prove", "prove"), ("up --fast", "--fast"), ("migrate now", "now")],
)
def test_a_command_that_does_not_exist_is_caught(line, word):
    assert unknown(line) == word
