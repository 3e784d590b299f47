"""The answer as a letter or an e-mail, for the request’s own member; and the template for it."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse
from wtforms import ValidationError

from gateway.asking import ask, ask_together, question
from gateway.current_person import signed_in_person
from gateway.downloads import as_attachment
from gateway.error_handling import shown_on_form
from gateway.forms.base import CommandForm
from gateway.forms.fields import LongText
from gateway.letters.template import DEFAULT, EXAMPLE, PLACEHOLDERS, filled, unknown_placeholders, values_of
from gateway.letters.word_letter import MEDIA_TYPE, word_letter
from gateway.parts import parts
from gateway.request_pages.request_view import MEMBER_SIDE, RequestView, request_question, viewed
from gateway.service_clients.outcome import CallProblem
from gateway.wording import date_in_full
from services.chassis.clock import council_date
from services.contracts import requests_calls
from services.contracts.vocabulary import LETTER_LIMIT

blueprint = Blueprint("letters", __name__)

PREVIEW = "preview"
RESET = "reset"


class TemplateForm(CommandForm):
    """How one writes to constituents."""

    template = LongText("Your template", limit=LETTER_LIMIT)

    def validate_template(self, field: LongText) -> None:
        """Raises ValidationError for a placeholder that would stay as it is."""
        unknown = unknown_placeholders(field.data or "")
        if unknown:
            raise ValidationError(
                f"There is no {{{unknown[0]}}}. Take one of the list, or leave the braces out."
            )


@blueprint.get("/requests/<reference>/letter")
def show(reference: str) -> str:
    """The letter as it would be. NotFound to who is not its member, and where nothing may be passed on."""
    view, text = _letter(reference)
    return render_template("member/letter.html", view=view, facts=view.facts, text=text)


@blueprint.get("/requests/<reference>/letter.docx")
def word(reference: str) -> Response:
    """The letter for Word."""
    view, text = _letter(reference)
    letter = word_letter(text, f"About {view.reference}", signed_in_person().name)
    return as_attachment(Response(letter, content_type=MEDIA_TYPE), f"letter-{view.reference}.docx")


@blueprint.get("/account/letter-template")
def template() -> str:
    """One's template, with a letter as an example of what it makes."""
    kept = ask(requests_calls.LETTER_TEMPLATE).result["template"]
    form = TemplateForm(formdata=None)
    form.template.data = kept or DEFAULT
    return _template_page(form)


@blueprint.post("/account/letter-template")
def write() -> AnyResponse | str:
    """Keep it, show what it makes, or go back to the first one."""
    form = TemplateForm()
    if RESET in request.form:
        ask(requests_calls.WRITE_LETTER_TEMPLATE, {"template": ""})
        flash("You have the first template again.", "success")
        return redirect(url_for("letters.template"), 303)
    if not form.validate_on_submit():
        return make_response(_template_page(form), 400)
    if PREVIEW in request.form:
        return _template_page(form)
    try:
        ask(requests_calls.WRITE_LETTER_TEMPLATE, {"template": form.template.data or ""})
    except CallProblem as refused:
        if not shown_on_form(refused, form):
            raise
        return make_response(_template_page(form), 400)
    flash("Your template is kept.", "success")
    return redirect(url_for("letters.template"), 303)


def _letter(reference: str) -> tuple[RequestView, str]:
    asked, kept = ask_together(request_question(reference), question(requests_calls.LETTER_TEMPLATE))
    view = viewed(asked)
    if view.side != MEMBER_SIDE or not view.facts.get("shareable"):
        raise NotFound
    if isinstance(kept, CallProblem):
        raise kept
    template = kept.result["template"] or DEFAULT
    return view, filled(template, values_of(view.facts, council_date(parts().clock.now())))


def _template_page(form: TemplateForm) -> str:
    day = date_in_full(council_date(parts().clock.now())).partition(" ")[2]
    values = EXAMPLE | {"member": signed_in_person().name, "date": day}
    return render_template(
        "member/letter_template.html",
        form=form,
        placeholders=PLACEHOLDERS,
        example=filled(form.template.data or "", values),
    )
