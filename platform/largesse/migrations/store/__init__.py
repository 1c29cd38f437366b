"""Migrations of the kernel."""
