"""A mapping file: which column of a casebook means what. `docs/importing.md` explains the format."""

from collections.abc import Mapping as Pairs
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate

from gateway.cli.casebook.naming import name_key
from gateway.cli.yaml_file import read_yaml, sentence_of
from services.contracts.vocabulary import CHANNELS, KINDS, REPORT_COLUMNS

ENCODINGS = ("utf-8", "cp1252", "latin-1")
CASEBOOK = r"^[a-z0-9][a-z0-9_-]{0,59}$"


@dataclass(frozen=True)
class TextFrom:
    """The first of `columns` that is not empty, else `empty`; neither makes the row unusable."""

    columns: tuple[str, ...]
    empty: str


@dataclass(frozen=True)
class MomentFrom:
    """A day in `column`, at a time of day in the council's own time zone."""

    column: str
    format: str
    at: time


@dataclass(frozen=True)
class Mapping:
    """How the rows of one casebook become cases."""

    casebook: str
    encoding: str
    kind: str
    channel: str
    reference: TextFrom
    member: TextFrom
    ward: TextFrom
    service: TextFrom
    category: TextFrom
    subject: TextFrom
    place: TextFrom | None
    raised: MomentFrom
    answered: MomentFrom | None
    closed: MomentFrom | None
    columns: Pairs[str, str]

    def report_column(self, service: str) -> str:
        """The column of the update paper that a service made by the import goes to."""
        return self.columns.get(name_key(service), "other")

    def columns_read(self) -> set[str]:
        """Every column that the file must have."""
        texts = [self.reference, self.member, self.ward, self.service, self.category, self.subject]
        texts += [self.place] if self.place else []
        moments = [moment for moment in (self.raised, self.answered, self.closed) if moment]
        return {name for text in texts for name in text.columns} | {moment.column for moment in moments}


class ColumnNames(fields.List[Any]):
    """One column's name, or several in order of preference."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return super()._deserialize([value] if isinstance(value, str) else value, attr, data, **kwargs)


class Strict(Schema):
    """A slip in a setting's name is refused, never ignored."""

    class Meta:
        unknown = RAISE


class TextFromSchema(Strict):
    """`{from: column}` or `{from: [column, column], empty: words}`."""

    columns = ColumnNames(
        fields.String(validate=validate.Length(min=1)),
        data_key="from",
        required=True,
        validate=validate.Length(min=1),
    )
    empty = fields.String(load_default="")

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> TextFrom:
        """A TextFrom."""
        return TextFrom(tuple(data["columns"]), data["empty"])


class MomentFromSchema(Strict):
    """`{from: column, format: "%Y-%m-%d", at: "09:00"}`."""

    column = fields.String(data_key="from", required=True, validate=validate.Length(min=1))
    format = fields.String(load_default="%Y-%m-%d", validate=validate.Length(min=2))
    at = fields.Time(
        format="%H:%M", required=True, error_messages={"invalid": "Use hours and minutes, as in 09:00."}
    )

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> MomentFrom:
        """A MomentFrom."""
        return MomentFrom(data["column"], data["format"], data["at"])


class MappingSchema(Strict):
    """The whole file."""

    casebook = fields.String(
        required=True, validate=validate.Regexp(CASEBOOK, error="Use lower case letters, digits, - and _.")
    )
    encoding = fields.String(load_default="utf-8", validate=validate.OneOf(ENCODINGS))
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    channel = fields.String(required=True, validate=validate.OneOf(CHANNELS))
    reference = fields.Nested(TextFromSchema, required=True)
    member = fields.Nested(TextFromSchema, required=True)
    ward = fields.Nested(TextFromSchema, required=True)
    service = fields.Nested(TextFromSchema, required=True)
    category = fields.Nested(TextFromSchema, required=True)
    subject = fields.Nested(TextFromSchema, required=True)
    place = fields.Nested(TextFromSchema, load_default=None)
    raised = fields.Nested(MomentFromSchema, required=True)
    answered = fields.Nested(MomentFromSchema, load_default=None)
    closed = fields.Nested(MomentFromSchema, load_default=None)
    columns = fields.Dict(
        keys=fields.String(), values=fields.String(validate=validate.OneOf(REPORT_COLUMNS)), load_default=dict
    )

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Mapping:
        """A Mapping, services known by their name's key."""
        columns = {name_key(name): column for name, column in data.pop("columns").items()}
        return Mapping(columns=columns, **data)


def read_mapping(path: Path) -> Mapping:
    """The mapping in `path`. Raises CommandFailed with the file and line of what is wrong."""
    document = read_yaml(path)
    try:
        mapping: Mapping = MappingSchema().load(document.content)
    except ValidationError as error:
        raise sentence_of(document, error.messages) from None
    return mapping
