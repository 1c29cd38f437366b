"""Clients: identities, tiers, tags, expressions over declared facts.

Words       customer (who we know) -> identity (by what one is recognised) -> session; facts (what an
            expression may ask) -> audience (for whom the answer is yes)
Invariant   what a screen shows of a person is masked unless the reveal has a purpose and an audit row
Source      docs/explanation/audience.md
"""
