"""Advisers: their clients and their share links."""
