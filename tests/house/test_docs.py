"""Docs: every page declares its mode; the reference covers what people can meet."""

import re
from pathlib import Path

from tests.house.tree import ROOT, files, text
from tests.kit.application import APP

from largesse.cli.reference import pages as pages_of_the_code
from largesse.kernel.settings import Settings

WIDTH = 120
MODES = {"tutorial", "how-to", "explanation", "reference", "decision"}
FOLDERS = {
    "tutorials": "tutorial",
    "how-to": "how-to",
    "explanation": "explanation",
    "reference": "reference",
}
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)(#[^)]*)?\)")


def pages():
    return [p for p in files("docs/**/*.md") if "changes" not in p.parts]


def mode(page: str) -> str | None:
    found = re.match(r"---\nmode: ([a-z-]+)\n---\n", page)
    return found[1] if found else None


def test_every_page_declares_its_mode_and_stands_in_its_folder():
    for page in pages():
        declared = mode(text(page))
        assert declared in MODES, page
        if len(page.parts) > 2 and page.parts[1] in FOLDERS:
            assert declared == FOLDERS[page.parts[1]], page


def test_a_page_without_a_mode_is_caught():
    assert mode("# A page\n") is None


def wide_lines(words: str) -> list[str]:
    """Give the lines of prose above ``WIDTH``; tables, drawings and code have their own."""
    found, drawn = [], False
    for line in words.splitlines():
        drawn ^= line.startswith("```")
        if (
            not drawn
            and len(line) > WIDTH
            and not line.startswith(("|", "    ", "!["))
            and " " in line.strip()
        ):
            found.append(line[:60])
    return found


def test_prose_wraps():
    written = [page for page in pages() if "do not edit" not in text(page)]
    wide = {str(page): found for page in written if (found := wide_lines(text(page)))}
    assert wide == {}


def test_a_line_too_wide_is_caught():
    assert wide_lines("word " * 30) == [("word " * 12)]
    assert wide_lines("| " + "word " * 30) == []


def broken_links(page, words):
    """Give the targets of a page that are not there."""
    return [
        f"{page}: {target}" for target, _ in LINK.findall(words) if not (ROOT / page.parent / target).exists()
    ]


def test_every_link_leads_somewhere():
    first = [Path("README.md"), Path("CONTRIBUTING.md"), Path("platform/README.md")]
    assert [one for page in [*pages(), *first] for one in broken_links(page, text(page))] == []


def test_a_link_that_leads_nowhere_is_caught():
    assert broken_links(Path("docs/README.md"), "[a](nowhere.md) [b](README.md)") == [
        "docs/README.md: nowhere.md"
    ]


def test_every_page_is_reached_from_the_first_one():
    index = text(Path("docs/README.md"))
    lost = [
        page for page in pages() if page.name != "README.md" and str(page.relative_to("docs")) not in index
    ]
    assert lost == []


def test_every_page_that_the_code_writes_is_current():
    stale = [name for name, page in pages_of_the_code().items() if text(Path(name)) != page]
    assert stale == [], "run: largesse reference"


def lost_places(words: str) -> list[str]:
    """Give the files and folders that a page of the tour names and that are not there."""
    rooms = ROOT / "platform" / "largesse"
    places, folder = re.findall(r"`([a-z_]+(?:/[a-z_.0-9]+)*/?(?:\.[a-z0-9.]+)?)`", words), rooms
    lost = []
    for place in places:
        if "/" not in place:
            continue
        here = [root / place for root in (rooms, folder, ROOT)]
        lost += [] if any(one.exists() for one in here) else [place]
        folder = (rooms / place).parent if (rooms / place).exists() else folder
    return lost


def test_the_tour_leads_past_what_is_there():
    assert lost_places(text(Path("docs/explanation/a-tour-of-the-house.md"))) == []


def test_a_tour_past_nothing_is_caught():
    assert lost_places("`play/groups/group.py` and `play/groups/crowd.py`") == ["play/groups/crowd.py"]


def test_every_setting_is_in_the_reference():
    reference = text(Path("docs/reference/settings.md"))
    named = [
        one.validation_alias.choices[0] if one.validation_alias else f"LARGESSE_{name.upper()}"
        for name, one in Settings.model_fields.items()
    ]
    assert [name for name in named if f"`{name}`" not in reference] == []


def test_every_event_that_somebody_hears_is_in_the_reference():
    reference = text(Path("docs/reference/events.md"))
    assert [topic for topic in APP.handlers if f"`{topic}`" not in reference] == []


def test_change_notes_are_named_slug_dot_kind():
    for note in files("docs/changes/*.md"):
        assert re.fullmatch(r"[a-z0-9-]+\.(added|changed|fixed|removed|security)\.md", note.name), note


def test_who_guards_the_door_reads_of_every_address():
    page = text(Path("docs/how-to/run-in-production.md"))
    served = {
        found
        for path in files("platform/largesse/web/*.py")
        for found in re.findall(r"Route\(\s*\"/([a-z]+)", text(path))
    }
    assert {"a", "my", "counter", "files"} <= served
    assert [one for one in sorted(served) if not re.search(rf"`/{one}[/`]", page)] == []
