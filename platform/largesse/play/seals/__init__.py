"""Seals: once an activity is over, how many draws there were and one hash over all of them is public.

Words       *sealed order* draws by instant and id; *link* the hash of the link before and a draw's line;
            *head* the last link; *marks* every so manieth link, shortened: they find the place that differs
Invariant   a seal is written once and never changed; it comes when no transaction can add a draw any more
Source      docs/explanation/draws.md
"""
