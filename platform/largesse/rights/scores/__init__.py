"""The score card of a provider: what a month of service was like, in figures that lead to their rows."""
