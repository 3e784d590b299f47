"""A file that is not taken."""


class FileRefused(Exception):
    """Why, and what to do instead: sentences for the person who gave the file."""
