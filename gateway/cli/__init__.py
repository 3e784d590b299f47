"""`memberzone`: the command line of the people who run a copy of Member Zone."""

from gateway.cli.command_line import main

__all__ = ["main"]
