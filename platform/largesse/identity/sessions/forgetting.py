"""What of sessions and failed log-ins is kept for a while only."""

from largesse.store.forgetting import Forgotten

FORGETS = (
    Forgotten("identity_session", ("id",), "expires_at < $1", lambda: 30),
    Forgotten(
        "identity_sign_in_throttle",
        ("scope", "key"),
        "first_at < $1 and (locked_until is null or locked_until < $1)",
        lambda: 1,
    ),
)
