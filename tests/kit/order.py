"""In which order files begin when several processes share a run.

A file is the unit that is handed out, the next one to whoever is free. The longest begin first and the many
short ones fill the end, so that the processes finish together. What waits much (servers that start and stop)
stands between what computes much (browsers), so that two of a kind seldom meet.
"""

FIRST = (
    "tests/browser/test_journey.py",
    "tests/flows/embedded/test_up.py",
    "tests/browser/test_console.py",
    "tests/browser/test_editor.py",
    "tests/flows/histories/",
    "tests/flows/embedded/test_servers.py",
    "tests/browser/test_rooms.py",
    "tests/flows/worker/",
    "tests/browser/test_canvas.py",
    "tests/flows/plugging/",
    "tests/browser/test_tutorial.py",
    "tests/flows/embedded/test_killed.py",  # needs the ports that test_up holds
    "tests/flows/play/",
    "tests/browser/test_people.py",
    "tests/flows/web/",
    "tests/browser/",
    "tests/flows/",
    "plugins/",
    "tests/laws/",
    "tests/",
)


def turn_of(nodeid: str) -> int:
    """Give the place of a test's file; tests of one place keep the order they have."""
    return next((n for n, start in enumerate(FIRST) if nodeid.startswith(start)), len(FIRST))
