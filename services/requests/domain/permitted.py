"""Which commands a person may give now: what the pages offer, and no others."""

from services.requests.domain.acting import Acting, Context
from services.requests.domain.request_state import RequestState
from services.requests.domain.table import ROWS
from services.requests.domain.transitions import Row, obstacle


def permitted(state: RequestState, acting: Acting, context: Context) -> list[str]:
    """The names of the commands that this person may give now, those that move the request on first."""
    return [row.name for row in permitted_rows(state, acting, context)]


def permitted_rows(state: RequestState, acting: Acting, context: Context) -> list[Row]:
    """The table's rows behind `permitted`."""
    return [
        row
        for row in ROWS
        if obstacle(row, state, acting, context) is None and row.offered(state, acting, context)
    ]
