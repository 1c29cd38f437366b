"""What of coming in is kept for a while only: codes, and the launch tokens that were used."""

from largesse.store.forgetting import Forgotten

FORGETS = (
    Forgotten("audience_code", ("id",), "created_at < $1", lambda: 1),
    Forgotten("audience_launch_used", ("issuer", "jti"), "expires_at < $1", lambda: 1),
)
