"""Ids, money, time, errors, canonical JSON, settings, database, transaction, receipts, audit rows, outbox, blobs, sealing."""
