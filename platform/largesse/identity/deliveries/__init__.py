"""Deliveries that failed, as an administrator sees them."""
