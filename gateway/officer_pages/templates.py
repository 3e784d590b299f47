"""Templates of a service's replies: its officers and heads write them here, and use them when answering."""

from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from gateway.asking import ask, command_from_form
from gateway.error_handling import shown_on_form
from gateway.forms.base import CommandForm
from gateway.forms.fields import LongText, ShortText
from gateway.request_pages.forms.handling import a_choice, named_choices
from gateway.request_pages.forms.plain import ConfirmForm
from gateway.request_pages.reply_templates import PLACEHOLDERS
from gateway.service_clients.outcome import CallProblem
from gateway.state_words import state_name
from services.contracts import problems, requests_calls
from services.contracts.vocabulary import IN_ACTION, MESSAGE_LIMIT, TEMPLATE_NAME_LIMIT

blueprint = Blueprint("templates", __name__)

Facts = dict[str, Any]


class TemplateForm(CommandForm):
    """A template. The service is left out for who has just one."""

    service_id = a_choice("Service", "Choose the service")
    name = ShortText(
        "Name",
        [DataRequired("Enter a name")],
        limit=TEMPLATE_NAME_LIMIT,
        description="For example: road inspected, no defect.",
    )
    state = SelectField("Offered", invalid_choice_message="Choose where it is offered")
    words = LongText(
        "Text",
        [DataRequired("Write the text")],
        limit=MESSAGE_LIMIT,
        description="What stands in double braces is filled in when the template is used.",
    )


@blueprint.get("/templates")
def show() -> str:
    """All of one's services."""
    return render_template("officer/templates.html", templates=_known()["templates"])


@blueprint.get("/templates/new")
def new() -> str:
    """The form for a new one."""
    return _page(_form(_known(), is_new=True))


@blueprint.post("/templates/new")
def write() -> Response | str:
    """Keep it; or the form again with what is wrong."""
    known = _known()
    form = _form(known)
    if _is_kept(form, known, None):
        return _to_the_list("The template is kept. It is offered where you answer.")
    return make_response(_page(form), 400)


@blueprint.get("/templates/<template_id>")
def one(template_id: str) -> str:
    """One, to write anew or to erase."""
    known = _known()
    found = _one(known, template_id)
    form = _form(known, is_new=True)
    for name in ("name", "state", "words"):
        form[name].data = found[name] or ""
    if "service_id" in form:
        form.service_id.data = found["service_id"]
    return _page(form, template_id)


@blueprint.post("/templates/<template_id>")
def rewrite(template_id: str) -> Response | str:
    """Put this in its place; or the form again with what is wrong."""
    known = _known()
    _one(known, template_id)
    form = _form(known)
    if _is_kept(form, known, template_id):
        return _to_the_list("The template is changed.")
    return make_response(_page(form, template_id), 400)


@blueprint.post("/templates/<template_id>/erase")
def erase(template_id: str) -> Response:
    """Erase it. What is gone already is gone."""
    try:
        command_from_form(requests_calls.ERASE_REPLY_TEMPLATE, {"template_id": template_id}, ConfirmForm())
    except CallProblem as refused:
        if refused.code != problems.NOT_FOUND:
            raise
    return _to_the_list("The template is erased.")


def _known() -> Facts:
    return ask(requests_calls.REPLY_TEMPLATES).result


def _one(known: Facts, template_id: str) -> Facts:
    found = (dict(one) for one in known["templates"] if one["template_id"] == template_id)
    return next(found, None) or abort(404)


def _form(known: Facts, is_new: bool = False) -> TemplateForm:
    form = TemplateForm(formdata=None) if is_new else TemplateForm()
    form.state.choices = [
        SelectChoice("", "Wherever you answer"),
        *(SelectChoice(state, state_name(state, "officer")) for state in IN_ACTION),
    ]
    if len(known["services"]) == 1:
        del form.service_id
    else:
        form.service_id.choices = named_choices(known["services"], "Choose a service")
    return form


def _is_kept(form: TemplateForm, known: Facts, template_id: str | None) -> bool:
    """Whether it could be kept; what is wrong is on the form."""
    if not form.validate_on_submit():
        return False
    service_id = form.service_id.data if "service_id" in form else known["services"][0]["id"]
    body = {
        "template_id": template_id,
        "service_id": service_id,
        "state": form.state.data or None,
        "name": form.name.data,
        "words": form.words.data,
    }
    try:
        command_from_form(requests_calls.WRITE_REPLY_TEMPLATE, body, form)
    except CallProblem as refused:
        if not shown_on_form(refused, form):
            raise
        return False
    return True


def _page(form: TemplateForm, template_id: str | None = None) -> str:
    return render_template(
        "officer/template.html",
        form=form,
        template_id=template_id,
        placeholders=PLACEHOLDERS,
        erase_form=ConfirmForm(formdata=None),
    )


def _to_the_list(told: str) -> Response:
    flash(told, "success")
    return redirect(url_for("templates.show"), 303)
