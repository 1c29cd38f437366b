"""Plugins on disk: found, read without import, copied by digest."""
