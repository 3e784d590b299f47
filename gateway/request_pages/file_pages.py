"""The files of a request: adding some, and getting one. For who sees them; to others there are none."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from gateway.attachments.form_files import HINT, FilesField
from gateway.attachments.giving_files import add_files, handed_out
from gateway.forms.base import CommandForm
from gateway.request_pages.offers import may_add_files
from gateway.request_pages.request_view import RequestView, look_up
from gateway.wording import counted

blueprint = Blueprint("request_files", __name__)

TITLE = "Add photos or documents"


class FilesForm(CommandForm):
    """Files for a request that is there."""

    files = FilesField("Photos and documents", description=HINT)


@blueprint.get("/requests/<reference>/files")
def show(reference: str) -> AnyResponse | str:
    """The form, or why there is none now."""
    view = look_up(reference)
    if not may_add_files(view):
        return _not_now(view)
    return _page(view, FilesForm(formdata=None))


@blueprint.post("/requests/<reference>/files")
def add(reference: str) -> AnyResponse:
    """Add them, and go back to the request; or the form again, with what is taken in already."""
    view = look_up(reference)
    if not may_add_files(view):
        return _not_now(view)
    form = FilesForm()
    form.files.take_in()
    if not form.validate_on_submit():
        return make_response(_page(view, form), 400)
    if not form.files.data:
        form.files.errors = ["Choose a file"]
        return make_response(_page(view, form), 400)
    refused = add_files(view.id, form.files.data, str(form.key.data))
    if refused:
        form.files.data = list(refused)
        form.files.errors = [f"“{file.name}” was not added. {reason}" for file, reason in refused.items()]
        return make_response(_page(view, form), 409)
    flash(f"{counted(len(form.files.data), 'file')} added.", "success")
    return redirect(url_for("request_page.show", reference=view.reference), 303)


@blueprint.get("/requests/<reference>/files/<attachment_id>")
def download(reference: str, attachment_id: str) -> Response:
    """The file, to save and never to be shown in place. NotFound when the reader sees no such file."""
    view = look_up(reference)
    found = [file for file in view.facts.get("attachments", ()) if file["attachment_id"] == attachment_id]
    if not found:
        raise NotFound
    return handed_out(found[0])


def _page(view: RequestView, form: FilesForm) -> str:
    form.version.data = str(view.sequence)
    return render_template("request/files.html", view=view, facts=view.facts, form=form, title=TITLE)


def _not_now(view: RequestView) -> AnyResponse:
    return make_response(render_template("request/not_now.html", view=view, action_title=TITLE), 409)
