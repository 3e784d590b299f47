"""Refusals on a form: a service's problem put beside its fields, and the list that links to them."""

from collections.abc import Iterator, Mapping
from typing import Any

from wtforms import Field, HiddenField
from wtforms.form import BaseForm


def show_problem(form: BaseForm, message: str, fields: Mapping[str, Any] | None = None) -> None:
    """Put a refusal on `form`: sentences of known fields beside them, everything else on top.

    `fields` maps a field's name to a sentence, a list of them, or something nested (a schema's messages).
    """
    placed = False
    for name, messages in (fields or {}).items():
        if name in form:
            form[name].errors = [*form[name].errors, *_sentences(messages)]
            placed = True
        else:
            form.form_errors.extend(_sentences(messages))
    if not placed and message not in form.form_errors:
        form.form_errors.insert(0, message)


def error_links(form: BaseForm) -> list[dict[str, str]]:
    """What the error summary lists: page-level errors first, then one line per field in the page's order."""
    links = [{"text": str(text)} for text in form.form_errors]
    for field in form:
        links.extend(_links_to(field))
    return links


def _links_to(field: Field) -> Iterator[dict[str, str]]:
    for text in list(field.errors)[:1]:
        if isinstance(field, HiddenField):
            yield {"text": str(text)}
        else:
            yield {"text": str(text), "href": "#" + getattr(field, "error_anchor", field.id)}


def _sentences(messages: Any) -> list[str]:
    if isinstance(messages, Mapping):
        messages = list(messages.values())
    if isinstance(messages, list | tuple):
        return [sentence for part in messages for sentence in _sentences(part)]
    return [str(messages)]
