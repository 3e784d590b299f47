"""The rules of the directory and of sessions: plain Python, to which dates and ids are handed in."""
