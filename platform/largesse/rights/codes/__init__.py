"""Twelve-digit codes by which a counter recognises a right."""
