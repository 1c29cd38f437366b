"""Staff, roles, org units, sessions, approval routes."""
