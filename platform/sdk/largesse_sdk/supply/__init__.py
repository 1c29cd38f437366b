"""For plugins whose supplier speaks plain HTTP: sending, signing, one whole provider to derive from."""
