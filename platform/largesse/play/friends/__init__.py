"""Friends 好友: teams that form around who shared a play, and whose acts count for whom."""
