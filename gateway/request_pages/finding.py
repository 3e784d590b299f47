"""Where those start who have no list: open a request by its reference."""

from flask import Blueprint
from werkzeug.wrappers import Response

from gateway.request_pages.find_form import find_or_ask

blueprint = Blueprint("finding", __name__)


@blueprint.get("/requests/find")
def show() -> Response | str:
    """The form, or the request that was looked for."""
    return find_or_ask("request/find.html")
