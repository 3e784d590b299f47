"""What others did while a page is open: the page asks every few seconds, and is told only when there is some.

Each question is answered as the page itself is: for whoever may see it, by what the service says now.
"""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from gateway.member_pages import pages as member_pages
from gateway.officer_pages import pages as officer_pages
from gateway.request_pages.lists import RequestList
from gateway.request_pages.pages import shown
from gateway.request_pages.request_view import look_up

blueprint = Blueprint("news", __name__)

SINCE, DATES = "since", "dates"


@blueprint.get("/requests/<reference>/news")
def of_request(reference: str) -> Response | str:
    """What came after the entry that the page has, or of its dates, with where it stands now; else 204."""
    since = request.args.get(SINCE, 0, type=int)
    view = look_up(reference)
    is_as_shown = view.latest <= since and request.args.get(DATES, view.dates) == view.dates
    if view.is_glimpse or is_as_shown:
        return Response(status=204)
    page = shown(view)
    return render_template(
        "request/news.html", new=[entry for entry in page["entries"] if entry.number > since], **page
    )


@blueprint.get("/worklist/news")
def of_worklist() -> Response | str:
    """Whether the list is another than the page has; 204 when it is not."""
    return _of_list(officer_pages.listed(), "officer.worklist")


@blueprint.get("/requests/news")
def of_portfolio() -> Response | str:
    """The same of a member's own requests."""
    return _of_list(member_pages.listed(), "member.portfolio")


def _of_list(found: RequestList | None, endpoint: str) -> Response | str:
    if found is None or found.version == request.args.get(SINCE):
        return Response(status=204)
    filters = {name: text for name, text in request.args.items() if name != SINCE}
    return render_template("request/list_news.html", again=url_for(endpoint, **filters))  # type: ignore[arg-type]
