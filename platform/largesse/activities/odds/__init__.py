"""Odds: what they are, what they cost, and whether a change harms the client."""
