"""The only place with queries: rows in, domain dataclasses out."""
