"""What ends a command: one clear sentence for the person at the keyboard, exit code 2."""


class CommandFailed(Exception):
    """The command cannot go on; the text is a sentence that says why and what to do."""
