"""Clients: identities, tiers, tags, expressions over declared facts."""
