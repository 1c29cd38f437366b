"""What every GraphQL face shares: scalars, one request's context, refusals as data, lists, fields from above.

Words       A *face* is one schema for one kind of people: console, client, partner.
Invariant   a resolver translates and never decides
"""
