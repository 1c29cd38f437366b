"""What is asked of a provider beyond the order itself: places, sessions, forms, pages, changes.

Invariant   a provider is called outside of any transaction, under a key that the asker repeats; its answer
            is read in types; a paused or absent provider is refused in words
Source      docs/explanation/fulfilment.md
"""
