"""What the demo remembers from run to run, its password among it: ``<home>/demo.json``, mode 0600."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
PEOPLE = (
    "designer",
    "branch",
    "protection",
    "headoffice",
    "operator",
    "adviser",
    "finance",
    "finance2",
    "reviewer",
    "admin",
    "admin2",
    "auditor",
)


@dataclass(frozen=True)
class DemoLogin:
    """The demo's shared password, and whether its data are in the database.

    Args:
        activity: slug of the activity that the printed link opens.
        supplier_port: where the demo's provider listens; the installed plugin knows it, so it stays.
        other_ports: where its other providers listen, by name.
    """

    password: str
    seeded: bool = False
    activity: str = ""
    supplier_port: int = 0
    other_ports: dict[str, int] = field(default_factory=dict)


def demo_login(home: Path) -> DemoLogin:
    """Read it, or make it."""
    path = home / "demo.json"
    if path.exists():
        return DemoLogin(**json.loads(path.read_text("utf-8")))
    groups = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
    made = DemoLogin(password="-".join(groups))
    keep(home, made)
    return made


def slug_in(log: Path) -> str:
    """Give the activity's slug out of what ``largesse demo`` printed last: one JSON object."""
    told = [line for line in log.read_text("utf-8", "replace").splitlines() if line.startswith("{")]
    return str(json.loads(told[-1]).get("activity", "")) if told else ""


def keep(home: Path, login: DemoLogin) -> None:
    """Write it whole or not at all."""
    fresh = home / ".demo.json.new"
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(login), file)
    fresh.replace(home / "demo.json")
