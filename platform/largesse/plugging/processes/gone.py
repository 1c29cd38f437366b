"""What every side of a child says when it is no more."""


class ChildGone(Exception):  # noqa: N818 - a state of the connection, not an "Error"
    """The child died or broke the protocol while somebody was waiting."""
