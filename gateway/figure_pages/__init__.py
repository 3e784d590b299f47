"""Dashboards: figures of what one may see, each with its table, each opening the requests behind it."""
