"""Issued papers: the list, one as it was frozen, and its files. Open to everybody who is signed in."""

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from gateway.asking import ask
from gateway.documents.composing import compose
from gateway.documents.formats import FORMATS
from gateway.documents.paper import Paper
from gateway.figure_pages.pages import opens_requests_of_all
from gateway.paper_pages.files import check_format, download
from gateway.paper_pages.period import open_figure
from gateway.paper_pages.reading import issued
from gateway.parts import parts
from services.contracts import reporting_calls

blueprint = Blueprint("issued_papers", __name__)

CURSOR = "before"


@blueprint.get("/papers")
def index() -> AnyResponse | str:
    """The papers, the newest first."""
    text = request.args.get(CURSOR, "")
    if text and not (text.isascii() and text.isdigit() and len(text) < 10):
        return redirect(url_for("issued_papers.index"), 303)
    found = ask(reporting_calls.PAPERS, {"cursor": int(text) if text else None}).result
    older = url_for("issued_papers.index", before=found["next"]) if found["next"] else None
    return render_template("paper/index.html", papers=found["papers"], older=older, at_start=not text)


@blueprint.get("/papers/<paper_id>")
def show(paper_id: str) -> str:
    """One paper."""
    paper = _paper(paper_id)
    return render_template(
        "paper/issued.html",
        document=compose(paper),
        opener=(lambda opens: open_figure(opens, paper)) if opens_requests_of_all() else None,
        files=[
            (made.name, url_for("issued_papers.file", paper_id=paper_id, name=name))
            for name, made in FORMATS.items()
        ],
    )


@blueprint.get("/papers/<paper_id>/file.<name>")
def file(paper_id: str, name: str) -> Response:
    """One paper as a file."""
    check_format(name)
    return download(_paper(paper_id), name)


def _paper(paper_id: str) -> Paper:
    answer: dict[str, Any] = ask(reporting_calls.PAPER, {"paper_id": paper_id}).result
    return issued(answer, parts().settings.council_name)
