"""The partner's credentials, made once and kept in ``<home>/partner.json``, readable by the owner only."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Partner:
    """Who orders from the supplier. ``admin_key`` switches faults; it is not the partner's."""

    partner: str
    api_key: str
    callback_secret: str
    admin_key: str
    base_url: str = ""


def partner_of(home: Path, base_url: str) -> Partner:
    """Read the credentials, or make them on the first run; the address is kept up to date."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "partner.json"
    known = json.loads(path.read_text()) if path.exists() else {}
    partner = Partner(
        partner=known.get("partner") or "demo-bank",
        api_key=known.get("api_key") or secrets.token_urlsafe(24),
        callback_secret=known.get("callback_secret") or secrets.token_urlsafe(32),
        admin_key=known.get("admin_key") or secrets.token_urlsafe(24),
        base_url=base_url,
    )
    fresh = path.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(asdict(partner), file)
    fresh.replace(path)
    return partner
