"""Installations: installed, configured, probed, enabled."""
