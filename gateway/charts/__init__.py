"""Charts: Vega-Lite specifications as plain dicts, drawn on the server."""
