"""Rights in clients' hands: given, claimed, expired, revoked."""
