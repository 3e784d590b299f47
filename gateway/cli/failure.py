"""What ends a command: one clear sentence for the person at the keyboard, and an exit code, mostly 2."""


class CommandFailed(Exception):
    """The command cannot go on; the text is a sentence that says why and what to do."""

    exit_code = 2
