"""Finding requests by words: which words a request is found by, for whom, and in which order."""
