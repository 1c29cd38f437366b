"""Everything that judges Largesse; ``kit`` is what the tests stand on."""
