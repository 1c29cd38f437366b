"""Teams 团: sharing a play, coming by a link, helping, and what a team's rewards wait for."""
