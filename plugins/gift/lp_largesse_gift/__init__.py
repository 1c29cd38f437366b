"""Gifts as rights: codes, shipping, tracking and returns."""
