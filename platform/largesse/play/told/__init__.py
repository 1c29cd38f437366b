"""What plays tell clients in words of their own, and whether it still holds when its message goes out."""
