"""Org units."""
