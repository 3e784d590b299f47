"""What the frame of every page shows: who is signed in, where they can go, and the notices."""

from typing import Any

from flask import Flask, url_for

from gateway.current_person import current_person
from gateway.navigation import navigation
from gateway.parts import parts
from gateway.people import Person
from gateway.wording import role_name

# A minute less than directory's rule, as directory notes at most once a minute that somebody is there.
IDLE_MINUTES = 14


def give_context(app: Flask) -> None:
    """Hand the frame's values to every template of `app`."""
    app.context_processor(_context)


def _context() -> dict[str, Any]:
    person = current_person()
    shared = {
        "demonstration": parts().settings.demonstration,
        "home_url": url_for("public.home"),
        "accessibility_url": url_for("public.accessibility"),
        "privacy_url": url_for("public.privacy"),
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
        "service_navigation": navigation(person),
        "idle": {
            "minutes": IDLE_MINUTES,
            "stay_url": url_for("session.stay"),
            "sign_in_url": url_for("sign_in.choose"),
        },
    }
