"""For every route, something in order to send."""

import re
from typing import Any

from gateway.api.routes import Route
from services.chassis.identifiers import new_id
from tests.gateway.api_programs import raising
from tests.working_days import a_working_day

SOMEBODY = new_id()
DAY = a_working_day().isoformat()
WORDS = {"message": "Some words."}
WHY = {"reason": "For a reason."}
WHO_NEXT_WHEN = {**WORDS, "holder_id": SOMEBODY, "next_step": "Look at it.", "next_update_on": DAY}

OFFICER, MEMBER = {"officer_id": SOMEBODY}, {"member_id": SOMEBODY}
SERVICE, OTHER = {"service_id": "libraries"}, {"other": new_id()}
CLOSING = {"closing": 3}
DUE, FIRST = {"due_on": DAY}, {"sequence": 1}

# What is left out needs nothing.
EXAMPLES: dict[str, dict[str, Any]] = {
    "raise_request": raising(),
    "search": {"words": "mooring"},
    "already_asked": {"ward_id": "cowal", "place": "The old pier", "words": "mooring"},
    "amend": {"subject": "Mooring rings at the new pier"},
    **dict.fromkeys(("assign", "unassign"), OFFICER),
    "transfer": {**SERVICE, "category_id": "book-loans", **WHY},
    **dict.fromkeys(("add_contributor", "remove_contributor"), SERVICE),
    **dict.fromkeys(("contribute", "add_message", "note", "escalate", "reopen"), WORDS),
    **dict.fromkeys(("ask_clarification", "give_clarification", "ask_further_information"), WORDS),
    **dict.fromkeys(("give_initial_response", "post_update"), WHO_NEXT_WHEN),
    "propose_deadline": {**DUE, **WHY},
    **dict.fromkeys(("agree_deadline", "decline_deadline"), DUE),
    "schedule_work": {"work_on": DAY, **WORDS},
    "respond": {"outcome": "fulfilled", **WORDS},
    **dict.fromkeys(("merge_into", "link"), OTHER),
    **dict.fromkeys(("ask_urgency", "refuse_urgency", "hold", "redact"), WHY),
    "set_sharing": {"sharing": "only_me"},
    **dict.fromkeys(("accept_join", "refuse_join"), MEMBER),
    "set_job_number": {"job_number": "HB-7"},
    **dict.fromkeys(("retract_message", "mark_seen"), FIRST),
    "attach_constituent": {
        "name": "A constituent",
        "contact": "01546 000000",
        "agreed_to": "Name and number",
        "agreed_how": "By phone",
        "agreed_on": "2026-01-05",
    },
    "hand_over": MEMBER,
    "write_diary": {"words": "Ring the harbour master."},
    "write_screening_words": {"words": "health: asthma"},
    "write_letter_template": {"template": "Dear {constituent}, {answer}"},
    "saved_views": {"list_name": "worklist"},
    "save_view": {"list_name": "worklist", "name": "Cowal", "filters": {"ward": "cowal"}},
    "write_reply_template": {"service_id": "harbours", "name": "Thanks", "words": "Thank you, {{member}}."},
    "calendar": {"first": "2026-01-01", "last": "2026-12-31"},
    "explain": {"clock": "initial_response", "number": 1},
    "work_out": {"lines": [{"received": "2026-01-05", "working_days": 5}], "days": True},
    "answer_survey": {**CLOSING, "speed": "happy", "comment": "It was quick."},
    "reply_to_survey": {**CLOSING, **WORDS},
    "check_quality": {"response": 2, "score": "good"},
    "quotable_comments": {"as_at": "2026-01-05"},
    "suggest": {"suggestion": "Show the tides."},
    "answer_suggestion": {"decision": "planned", "answer": "In the spring."},
    "record_improvement": {"action": "Ring back within a day.", "owner_id": SOMEBODY, **DUE},
    "change_improvement": {"owner_id": SOMEBODY, **DUE, "state": "done"},
    "save_draft": {"content": {"subject": "Mooring rings"}},
}

_PART = re.compile(r"<(\w+)>")
_NAMED = {"form": "raise", "entry_id": SOMEBODY, "template_id": SOMEBODY} | {
    "list_name": "worklist",
    "name": "Cowal",
    **dict.fromkeys(("suggestion_id", "improvement_id"), SOMEBODY),
}


def address(route: Route, request_id: str) -> str:
    """Its address, about that request."""
    return _PART.sub(lambda part: _NAMED.get(part[1], request_id), route.path)
