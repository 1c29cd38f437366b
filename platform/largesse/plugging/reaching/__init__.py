"""Reaching out 外联: the connections that the house makes for a plugin, each judged by where it leads."""
