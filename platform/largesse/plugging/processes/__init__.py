"""Plugin processes: started, confined, spoken to, ended."""
