"""The application's rooms, put together once for a run as a process puts them together."""

from largesse.app import app

APP = app()
