"""The reason why nothing was started, said to the person who asked."""


class CannotStart(Exception):
    """One clear sentence (or a few lines) that says what to do; the process then exits with code 2."""
