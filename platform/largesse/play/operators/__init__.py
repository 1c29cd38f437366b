"""Operators at play: one file each says which outcome an attempt meets, and how anyone can check it."""
