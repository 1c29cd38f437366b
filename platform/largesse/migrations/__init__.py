"""Migrations, one package per room."""
