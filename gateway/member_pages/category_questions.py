"""What a category asks of its own, and what one should know before sending: part of the form for raising."""

from typing import Any

from flask import request
from wtforms import Field
from wtforms.validators import DataRequired

from gateway.forms.fields import LongText
from gateway.member_pages.raise_form import RaiseForm
from services.contracts.vocabulary import REASON_LIMIT

PREFIX = "answers-"
READ = "questions_of"  # the category whose questions and advice stood on the page that was sent

Category = dict[str, Any]


def category_named(category_id: str | None, categories: list[Category]) -> Category | None:
    """The category that was chosen; None while none is."""
    return next((category for category in categories if category["id"] == category_id), None)


def form_class(category: Category | None) -> type[RaiseForm]:
    """The form with a field for each question of the category."""
    if category is None:
        return RaiseForm
    questions = {f"{PREFIX}{question['id']}": _field(question) for question in category["questions"]}
    return type("RaiseForm", (RaiseForm,), questions)


def question_fields(form: RaiseForm) -> list[Field]:
    """The fields of the category's questions, in its order."""
    return [field for field in form if field.name.startswith(PREFIX)]


def answers_in(form: RaiseForm) -> dict[str, str]:
    """What was answered, by question; left out what was left empty."""
    return {field.name.removeprefix(PREFIX): field.data for field in question_fields(form) if field.data}


def has_been_read(category: Category | None) -> bool:
    """Whether the page that was sent showed what the category asks and advises, if it does any."""
    if category is None or not (category["questions"] or category["stop_advice"]):
        return True
    return bool(request.form.get(READ) == category["id"])


def _field(question: dict[str, Any]) -> LongText:
    needed = [DataRequired(f"Answer: {question['label']}")] if question["required"] else []
    return LongText(question["label"], needed, limit=REASON_LIMIT, description=question.get("help") or "")
