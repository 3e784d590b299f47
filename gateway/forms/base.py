"""The form that every command is posted with."""

from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms import HiddenField


def _new_key() -> str:
    return str(uuid4())


def _a_key(text: str | None) -> str:
    """The key as posted; a fresh one instead of what is no key, since nobody could correct it."""
    try:
        return str(UUID(text or ""))
    except ValueError:
        return _new_key()


class CommandForm(FlaskForm):
    """Carries the command's key, so that a double click is one command, and the version that was shown."""

    key = HiddenField(default=_new_key, filters=[_a_key])
    version = HiddenField()

    @property
    def expected_version(self) -> int | None:
        """The version that the page showed, or None when it showed none."""
        text = str(self.version.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
