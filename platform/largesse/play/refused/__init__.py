"""Refused: attempts that were refused, counted by activity, play, reason and minute; nobody is named."""
