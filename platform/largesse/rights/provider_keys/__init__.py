"""Keys of providers 服务商密钥: links that open a counter, and keys of a provider's own systems.

Words       *key* what a stranger holds; kind *counter* (a link) or *system* (a bearer key). *renew* a new key
            takes the place of one, which ends now or after an overlap; *stop* it ends now, nothing follows
Invariant   of a key its SHA-256 is kept, nothing else; who holds an ended one is told so, and opens nothing
Source      docs/explanation/doors.md
"""
