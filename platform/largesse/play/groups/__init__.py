"""Groups: taking part, one play at a time for the client, many in one commit for the database."""
