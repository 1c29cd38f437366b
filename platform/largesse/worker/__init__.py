"""The arq worker: relay, drain, ticker."""
