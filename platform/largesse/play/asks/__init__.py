"""Asks: the questions of a play and what clients answer."""
