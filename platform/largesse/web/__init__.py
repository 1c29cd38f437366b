"""Starlette routes: H5 pages, console shell, uploads, callbacks, health, metrics."""
