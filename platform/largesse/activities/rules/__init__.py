"""What compliance keeps of the guard's rules: its own words, certainty and sign-off, by two people."""
