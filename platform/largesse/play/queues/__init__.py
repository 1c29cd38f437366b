"""Queues: attempts over a limit that lets them wait, each until its turn."""
