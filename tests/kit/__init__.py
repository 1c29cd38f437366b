"""What tests stand on: houses and their databases, seeded worlds, towns of real processes, ways to wait."""
