"""Requests for new passwords are kept for a while only; what was done stands in the audit."""

from largesse.store.forgetting import Forgotten

FORGETS = (Forgotten("identity_reset", ("id",), "expires_at < $1", lambda: 30),)
