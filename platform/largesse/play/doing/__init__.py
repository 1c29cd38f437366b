"""Doing what decided plays left to be done: each effect once, soon after its play was committed."""
