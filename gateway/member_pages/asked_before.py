"""*Already asked in your ward*: what may be the same as what is being written, while it is being written."""

from collections.abc import Mapping
from typing import Any

from gateway.asking import ask_together, question
from gateway.service_clients.outcome import CallProblem
from services.contracts import requests_calls
from services.contracts.vocabulary import MEMBER_SERVICES, PLACE_LIMIT, SUBJECT_LIMIT

LOOK_BUTTON = "look"

Found = list[dict[str, Any]]


def looked_up(typed: Mapping[str, Any], role: str) -> Found | None:
    """The requests that may ask the same; None when there is nothing to go by yet.

    `typed`: the form's fields by name. `role`: in which it is raised; the desk looks for the member it names.
    The form is shown without this rather than not at all.
    """
    ward_id, place, words = (str(typed.get(name) or "").strip() for name in ("ward_id", "place", "subject"))
    member_id = str(typed.get("member_id") or "") or None
    if not ward_id or not (place or words) or (role == MEMBER_SERVICES and not member_id):
        return None
    body = {"ward_id": ward_id[:100], "place": place[:PLACE_LIMIT], "words": words[:SUBJECT_LIMIT]}
    settled = ask_together(question(requests_calls.ALREADY_ASKED, body, role, for_member=member_id))[0]
    return None if isinstance(settled, CallProblem) else list(settled.result["requests"])
