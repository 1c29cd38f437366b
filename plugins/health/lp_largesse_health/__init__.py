"""Medical check-ups as rights: centres, sessions, attendance, never a result."""
