"""Purse: the points of clients, as plays give and take them."""
