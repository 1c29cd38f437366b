"""At the end of a run: the slowest tests, and the time of each folder beside its budget.

Nothing fails on a clock: a budget that is passed is marked, for people to see. Times are wall-clock seconds
of set-up, call and clean-up, added up over the processes that ran side by side.
"""

from collections import Counter

import pytest

SLOWEST = 25
# Seconds on two quiet cores; together what nine minutes of four processes hold. A folder that is not named
# counts with the one above it.
BUDGETS = {
    "tests/browser": 820,
    "tests/flows/embedded": 330,
    "tests/flows/play": 80,
    "tests/flows/plugging": 110,
    "tests/flows": 510,
    "tests/laws": 45,
    "tests/unit": 200,
    "tests/house": 20,
    "plugins": 20,
}


def folder_of(nodeid: str) -> str:
    """Give the folder with a budget that a test counts for."""
    file = nodeid.split("::", 1)[0]
    inside = [folder for folder in BUDGETS if file.startswith(f"{folder}/")]
    return max(inside, key=len, default=file.rpartition("/")[0])


class Report:
    """Adds up what the run says of its tests."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take a set-up, a call or a clean-up."""
        self.seconds[report.nodeid] += report.duration

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print both tables; a run of one folder by hand is spared them."""
        folders: Counter[str] = Counter()
        for nodeid, spent in self.seconds.items():
            folders[folder_of(nodeid)] += spent
        if len(folders) < 2:
            return
        terminalreporter.section(f"slowest {SLOWEST}")
        for line in slowest(self.seconds):
            terminalreporter.write_line(line)
        terminalreporter.section("time per folder beside its budget")
        for line in beside_budgets(folders):
            terminalreporter.write_line(line)


def slowest(seconds: Counter[str]) -> list[str]:
    """Give the slowest tests, a line each."""
    return [f"{spent:7.1f} s  {nodeid}" for nodeid, spent in seconds.most_common(SLOWEST)]


def beside_budgets(folders: Counter[str]) -> list[str]:
    """Give a line per folder, the longest first; one past its budget says so."""
    lines = []
    for folder, spent in folders.most_common():
        budget = BUDGETS.get(folder)
        told = "no budget" if budget is None else f"of {budget:4} s" + ("  OVER" if spent > budget else "")
        lines.append(f"{spent:7.1f} s  {told:16} {folder}")
    return [*lines, f"{sum(folders.values()):7.1f} s  in all"]
