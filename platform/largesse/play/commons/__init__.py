"""Commons: states that clients of an activity share, as a household, as a tier, or all together."""
