"""PostgreSQL and Valkey from wheels, run as children of our own supervisor; knows nothing of the business.

Words       home: the one folder that holds everything this installation keeps
            server user: the account the servers run as; never root
            child: a process we started directly, so we reap it and know when it dies
Invariant   no pid file decides whether a server runs; only our own processes get signals; nothing outlives us
Source      docs/explanation/embedded-servers.md
"""
