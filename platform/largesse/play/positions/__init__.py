"""Positions 定位: whether a phone is at a place, by what it tells; nothing of it is kept."""
