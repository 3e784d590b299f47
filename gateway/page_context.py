"""What the frame of every page shows: who is signed in, where they can go, and the notices."""

from typing import Any

from flask import Flask, request, url_for

from gateway.current_person import current_person
from gateway.guide_pages.guides import help_address
from gateway.navigation import navigation
from gateway.parts import parts
from gateway.people import Person
from gateway.wording import role_name
from services.contracts.feedback_calls import SUGGEST
from services.contracts.requests_calls import READERS

# A minute less than directory's rule, as directory notes at most once a minute that somebody is there.
IDLE_MINUTES = 14


def give_context(app: Flask) -> None:
    """Hand the frame's values to every template of `app`."""
    app.context_processor(_context)


def _context() -> dict[str, Any]:
    person = current_person()
    shared = {
        "council_name": parts().settings.council_name,
        "demonstration": parts().settings.demonstration,
        "home_url": url_for("public.home"),
        "accessibility_url": url_for("public.accessibility"),
        "privacy_url": url_for("public.privacy"),
        "guides_url": url_for("guide.show"),
    }
    return shared | (_personal(person) if person else {"signed_in": None})


def _personal(person: Person) -> dict[str, Any]:
    return {
        "signed_in": {
            "name": person.name,
            "role": role_name(person.main_role) if person.main_role else None,
            "account_url": url_for("account.show"),
            "sign_out_url": url_for("sign_in.sign_out"),
        },
        "help_url": None if request.blueprint == "guide" else help_address(request.endpoint, person),
        "drafts_url": url_for("drafts.show") if person.holds(*READERS) else None,
        "working_days_url": url_for("working_days.show"),
        "service_navigation": navigation(person),
        "suggest_url": _suggest_url(person),
        "idle": {
            "minutes": IDLE_MINUTES,
            "stay_url": url_for("session.stay"),
            "sign_in_url": url_for("sign_in.choose"),
        },
    }


def _suggest_url(person: Person) -> str | None:
    """Where to say what could be better; the page that is shown now goes along."""
    where: dict[str, Any] = {"from": request.path}
    return url_for("board.suggest", **where) if person.holds(*SUGGEST.roles) else None
