"""Duty: what staff see of an activity while it runs, counted from its draws and its refusals."""
