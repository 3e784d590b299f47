"""What makes up one thing that may be done to a request from its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from gateway.forms.base import CommandForm
from gateway.request_pages.drafts import WORDS
from gateway.request_pages.request_view import RequestView
from services.contracts.calls import Call


class Group(Enum):
    """Under which heading the request's page offers it."""

    ANSWER = "The answer"
    DATES = "Dates and urgency"
    PEOPLE = "Who deals with it"
    SHARING = "Who else may know"
    MORE = "More"
    UNLISTED = ""  # offered where it belongs, beside what it is about


@dataclass(frozen=True)
class Given:
    """What an action's form is fitted to. `answers`: of the calls that its form needs, by their names.

    `is_fresh`: nothing was typed yet, so that what is likely can be filled in.
    """

    view: RequestView
    person_id: str
    answers: Mapping[str, Any]
    is_fresh: bool


@dataclass(frozen=True)
class Action:
    """One thing that may be done. Words may name {service}, {member}, {other} (side) and {day} (proposed).

    `call.name` is also the name under which a request says that it is permitted now. `choices` (of CHOICES)
    and the calls that it `asks` are what `fit` needs to give the form its own. `takes_templates`: a service's
    template can be put into its message. `takes_back`: while the member is asked something, doing this takes
    the question back. `page`: the template, when it is not the frame alone.
    """

    slug: str
    call: Call
    form: type[CommandForm]
    title: str
    button: str
    done: str
    group: Group
    explained: str | None = None
    cancel: str = "Cancel"
    page: str = "action"
    choices: tuple[str, ...] = ()
    asks: tuple[Call, ...] = ()
    takes_templates: bool = False
    fit: Callable[[Any, Given], None] | None = None
    takes_back: bool = False
    shows_ask: bool = False
    is_warning: bool = False

    @property
    def template(self) -> str:
        """The page of the form."""
        return f"request/{self.page}.html"

    @property
    def is_written(self) -> bool:
        """Whether people write in its form, so that there can be a draft of it."""
        return any(hasattr(self.form, name) for name in WORDS)
