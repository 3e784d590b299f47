"""Opening a request whose reference is read out or written down."""

from flask import make_response, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from gateway.forms.fields import ShortText
from gateway.forms.problems import show_problem
from gateway.request_pages.request_view import LONGEST_REFERENCE, look_up
from gateway.service_clients.outcome import CallProblem
from services.contracts import problems


class FindForm(FlaskForm):
    """The reference as it was read out."""

    class Meta:
        csrf = False

    reference = ShortText("Reference", description="For example, MZ-2026-001234-K")


def find_or_ask(template: str) -> Response | str:
    """The request whose reference stands in the address, or the page that asks for one."""
    form = FindForm(formdata=request.args)
    wanted = (form.reference.data or "")[:LONGEST_REFERENCE]
    if not wanted:
        return render_template(template, form=form)
    try:
        found = look_up(wanted)
    except CallProblem as refused:
        if refused.code != problems.NOT_FOUND:
            raise
        show_problem(form, refused.problem.message, refused.problem.fields)
        return make_response(render_template(template, form=form), 404)
    return redirect(url_for("request_page.show", reference=found.reference), 303)
