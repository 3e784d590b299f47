"""The gateway before the real services: every page, every route, and who may not."""
