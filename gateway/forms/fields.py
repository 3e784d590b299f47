"""Form fields that WTForms has not: texts with a limit, and a date in three boxes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import Field, StringField, TextAreaField
from wtforms.validators import Length, StopValidation

BOXES = ("day", "month", "year")


def tidy(text: str | None) -> str | None:
    """The text as it is stored: Unix line ends, no NUL, nothing blank around it."""
    if text is None:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def _limited(label: str, validators: Sequence[Any], limit: int) -> list[Any]:
    return [*validators, Length(max=limit, message=f"{label} must be {limit:,} characters or fewer")]


class ShortText(StringField):
    """One line, trimmed, of at most `limit` characters."""

    def __init__(self, label: str, validators: Sequence[Any] = (), limit: int = 200, **options: Any) -> None:
        super().__init__(label, _limited(label, validators, limit), filters=[tidy], **options)
        self.limit = limit


class LongText(TextAreaField):
    """Several lines, trimmed, of at most `limit` characters; a line end counts as one."""

    def __init__(self, label: str, validators: Sequence[Any] = (), limit: int = 2000, **options: Any) -> None:
        super().__init__(label, _limited(label, validators, limit), filters=[tidy], **options)
        self.limit = limit


class DateField(Field):
    """A date typed into `name-day`, `name-month`, `name-year`; `data` is a date, or None if all are empty."""

    data: date | None

    def __init__(self, label: str, validators: Sequence[Any] = (), **options: Any) -> None:
        super().__init__(label, validators, **options)
        self.typed: dict[str, str] = {}
        self.wrong_boxes: tuple[str, ...] = ()

    def process(self, formdata: Any, *args: Any, **options: Any) -> None:
        """Keep what was typed, whatever it is, so that it can be shown again."""
        if formdata:
            self.typed = {box: str(formdata.get(f"{self.name}-{box}", "")).strip()[:20] for box in BOXES}
        super().process(formdata, *args, **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the three boxes. Raises ValueError with the sentence to show."""
        self.raw_data = [text for text in self.typed.values() if text]
        self.data = self._read() if self.raw_data else None

    def pre_validate(self, form: Any) -> None:
        """A date that cannot be read is said once; no validator adds to it."""
        if self.process_errors:
            raise StopValidation

    @property
    def error_anchor(self) -> str:
        """The id of the first box to correct."""
        return f"{self.id}-{(self.wrong_boxes or BOXES)[0]}"

    def boxes(self) -> list[dict[str, Any]]:
        """The three boxes with what stands in them and whether each is wrong."""
        marked = self.wrong_boxes or (BOXES if self.errors else ())
        return [{"name": box, "value": self._shown(box), "wrong": box in marked} for box in BOXES]

    def _shown(self, box: str) -> str:
        if self.typed:
            return self.typed[box]
        return str(getattr(self.data, box)) if self.data else ""

    def _read(self) -> date:
        self.data = None
        missing = [box for box in BOXES if not self.typed[box]]
        if missing:
            raise self._wrong(missing, "must include a " + " and ".join(missing))
        not_numbers = [box for box in BOXES if not (self.typed[box].isascii() and self.typed[box].isdigit())]
        if not_numbers:
            raise self._wrong(not_numbers, "must be in numbers, for example 27 3 2026")
        if len(self.typed["year"]) != 4:
            raise self._wrong(["year"], "must have a year of 4 numbers, for example 2026")
        try:
            return date(*(int(self.typed[box]) for box in reversed(BOXES)))
        except ValueError:
            raise self._wrong(BOXES, "must be a real date, for example 27 3 2026") from None

    def _wrong(self, boxes: Sequence[str], what: str) -> ValueError:
        self.wrong_boxes = tuple(boxes)
        return ValueError(f"{self.label.text} {what}")
