"""The rules of a request: what may be done to it, by whom, and what then is so. No input, no output."""
