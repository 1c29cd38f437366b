"""What is held of a client and given to whom; what the client chose; and erasing one who asks for it."""
