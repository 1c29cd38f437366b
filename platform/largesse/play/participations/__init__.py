"""Participations: the decided attempts of an activity one by one, for staff who help or check."""
