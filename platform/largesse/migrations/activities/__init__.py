"""Migrations of the room activities."""
