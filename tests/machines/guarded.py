"""Processes that a test starts and that never outlive it, even when pytest is killed."""


def guarded(command: list[str], user: str | None = None) -> list[str]:
    """The same command, sent SIGTERM when the process that started it ends.

    It runs as `user` when one is named, which only root may ask.
    """
    identity = ["--reuid", user, "--regid", user, "--clear-groups"] if user else []
    return ["setpriv", "--pdeathsig", "TERM", *identity, "--", *command]
