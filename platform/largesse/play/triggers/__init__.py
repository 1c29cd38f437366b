"""Triggers at play: one module for each that taking part serves.

What starts a play is the client's own request; a trigger that starts one without it is not served.
"""
