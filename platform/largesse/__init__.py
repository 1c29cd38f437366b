"""Largesse: rights and activities of a private bank, from idea to reconciled cent."""
