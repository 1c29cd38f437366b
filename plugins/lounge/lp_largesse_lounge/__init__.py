"""Airport lounge visits as rights, and the lounge's daily statement."""
