"""A revision on its way: saved, submitted, decided, published, previewed."""
