"""A paper as a file that is downloaded."""

from flask import Response, abort, make_response, render_template

from gateway.documents.formats import FORMATS, paper_file
from gateway.documents.paper import Paper
from gateway.documents.pdf import CannotPrint
from gateway.documents.word import OWN_TEMPLATE, TemplateUnusable
from gateway.parts import parts


def check_format(name: str) -> None:
    """Not found, unless a paper can be had in that format."""
    if name not in FORMATS:
        abort(404)


def download(paper: Paper, name: str) -> Response:
    """The file, or a page that says what the machine lacks to make it."""
    template = parts().settings.update_paper_template or OWN_TEMPLATE
    try:
        content = paper_file(paper, name, template)
    except (CannotPrint, TemplateUnusable) as reason:
        page = render_template("paper/cannot_be_made.html", format=FORMATS[name].name, reason=str(reason))
        return make_response(page, 503)
    response = make_response(content)
    response.content_type = FORMATS[name].media_type
    kind = "update-paper" if paper.issue else "draft-update-paper"
    response.headers["Content-Disposition"] = f'attachment; filename="{kind}-{paper.as_at}.{name}"'
    return response
