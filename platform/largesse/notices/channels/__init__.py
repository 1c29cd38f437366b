"""Channels as an administrator sets them up: which carrier takes their messages."""
