"""Clients and their identities; names masked."""
