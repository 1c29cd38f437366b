"""New passwords for those who cannot sign in: asked for, vouched for by two people, set in the same browser.

Words       *reset*: a request for a new password, or the first one. Its *secret* stays in the browser; its
            *code* is read out to an administrator, who types it (*confirms*); another one *co-signs*.
Invariant   nobody but the person sees the password; two different people, neither of them the person, let it
            be set; the browser that asked sets it, once
Source      docs/explanation/people.md
"""
