"""Invitations are needed for a while only; who joined by one is a member, and that stays."""

from largesse.store.forgetting import Forgotten

INVITATIONS = Forgotten("audience_invitation", ("id",), "expires_at < $1", lambda: 90)
