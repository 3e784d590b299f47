"""The questions of a category as rows of its form: one is taken away by emptying its row."""

from typing import Any

from wtforms import BooleanField, Field, HiddenField
from wtforms.form import BaseForm

from gateway.admin_pages.naming import new_id_for
from gateway.forms.fields import ShortText
from services.contracts.vocabulary import HELP_LIMIT, LABEL_LIMIT

SPARE_ROWS = 2
MOST_QUESTIONS = 20

Question = dict[str, Any]


def rows_for(questions: int) -> int:
    """How many rows a form has for a category that asks so many."""
    return min(questions + SPARE_ROWS, MOST_QUESTIONS)


def question_fields(rows: int) -> dict[str, Any]:
    """The fields of so many rows, by name."""
    fields: dict[str, Any] = {}
    for row in range(1, rows + 1):
        fields[f"question_{row}"] = ShortText(f"Question {row}", limit=LABEL_LIMIT)
        fields[f"question_{row}_help"] = ShortText(f"Help with question {row}", limit=HELP_LIMIT)
        fields[f"question_{row}_needed"] = BooleanField(f"Question {row} has to be answered")
        fields[f"question_{row}_known"] = HiddenField()
    return fields


def show_questions(form: BaseForm, questions: list[Question]) -> None:
    """Fill the rows with what the category asks."""
    for row, question in zip(_rows(form), questions, strict=False):
        text, help_text, needed, known = row
        text.data, help_text.data = question["label"], question["help"]
        needed.data, known.data = question["required"], question["id"]


def stated_questions(form: BaseForm) -> list[Question]:
    """What the rows ask, in their order; a known question keeps its id."""
    filled = [row for row in _rows(form) if row[0].data]
    taken = [known.data for _text, _help, _needed, known in filled if known.data]
    questions = []
    for text, help_text, needed, known in filled:
        question_id = known.data or new_id_for(text.data, taken)
        taken.append(question_id)
        questions.append(
            {"id": question_id, "label": text.data, "required": needed.data, "help": help_text.data or ""}
        )
    return questions


def _rows(form: BaseForm) -> list[tuple[Field, Field, Field, Field]]:
    names = [field.name.removesuffix("_help") for field in form if field.name.endswith("_help")]
    return [(form[n], form[f"{n}_help"], form[f"{n}_needed"], form[f"{n}_known"]) for n in names]
