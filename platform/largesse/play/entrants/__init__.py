"""Entrants: clients who came to an activity by an adviser's link."""
