"""Chances 机会: what a client has done in an activity, and how often it can still take part."""
