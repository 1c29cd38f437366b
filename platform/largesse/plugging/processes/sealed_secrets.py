"""Secrets of a configuration, each sealed for its installation and field."""

import json
from uuid import UUID

from largesse.store.sealing import open_sealed, seal


def seal_secrets(installation: UUID, secrets: dict[str, str]) -> dict[str, str]:
    """Seal each secret, so that it opens only as what it is."""
    return {
        name: seal(json.dumps(value).encode(), _purpose(installation, name))
        for name, value in secrets.items()
    }


def open_secrets(installation: UUID, sealed: dict[str, str]) -> dict[str, str]:
    """Open what ``seal_secrets`` closed."""
    return {
        name: str(json.loads(open_sealed(value, _purpose(installation, name))))
        for name, value in sealed.items()
    }


def _purpose(installation: UUID, name: str) -> str:
    return f"plugging.secret:{installation}:{name}"
