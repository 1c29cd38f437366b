"""Sessions and passwords: signing in and being recognised."""
