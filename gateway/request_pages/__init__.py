"""One request: its page, and what may be done to it; lists and drafts that members and officers share."""
