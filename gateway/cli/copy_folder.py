"""The copy that `--var` names, opened only when a command really talks to it, so that --help needs none."""

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import click

from gateway.cli.copy_environment import keys_folder, load_copy
from gateway.cli.operator import Operator, operator_of

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class CopyFolder:
    """Where the copy is; None leaves it to MEMBERZONE_VAR."""

    folder: Path | None

    def operator(self) -> Operator:
        """The operator of this copy. Raises CommandFailed or SettingError."""
        load_copy(os.environ, self.folder)
        return operator_of(dict(os.environ))

    def keys_folder(self) -> Path:
        """Where this copy's signing keys are. Raises CommandFailed."""
        load_copy(os.environ, self.folder)
        return keys_folder(os.environ)


def pass_operator(command: Callable[Concatenate[Operator, P], R]) -> Callable[P, R]:
    """Give a command the operator of the copy as its first argument."""

    @functools.wraps(command)
    def with_operator(*args: P.args, **kwargs: P.kwargs) -> R:
        return command(click.get_current_context().find_object(CopyFolder).operator(), *args, **kwargs)  # type: ignore[union-attr]

    return with_operator
