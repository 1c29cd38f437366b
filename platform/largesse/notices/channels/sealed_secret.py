"""The secret of a channel, sealed for its channel: a password, a shared secret, or a private key."""

from largesse.store.sealing import open_sealed, seal


def seal_secret(channel: str, secret: str) -> str:
    """Seal a secret, so that it opens only as this channel's; nothing stays nothing."""
    return seal(secret.encode(), _purpose(channel)) if secret else ""


def open_secret(channel: str, sealed: str) -> str:
    """Open what ``seal_secret`` closed."""
    return open_sealed(sealed, _purpose(channel)).decode() if sealed else ""


def _purpose(channel: str) -> str:
    return f"notices.secret:{channel}"
