"""Launch issuers: the bank's apps whose signature lets a client in, and their public keys."""
