"""The one who is signed in: who that is, what waits for him, the way in and out."""
