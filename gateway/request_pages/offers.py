"""What a reader may do to a request now, in the order in which the page offers it."""

from dataclasses import dataclass

from gateway.request_pages.actions import ACTIONS, Action
from gateway.request_pages.request_view import RequestView

# The first of these that is permitted is the next step: the one green button.
_NEXT = ("close", "first-answer", "full-answer")
_OTHERS = ("first-answer", "update", "full-answer", "question", "take-question-back", "withdraw")


@dataclass(frozen=True)
class Offers:
    """`others` are links to pages of their own; the message is written on the request's page itself."""

    next: Action | None
    others: tuple[Action, ...]
    may_write: bool
    may_assign: bool
    may_take_it: bool


def offers(view: RequestView, person_id: str) -> Offers:
    """What is permitted, and nothing else."""
    following = None if view.state == "awaiting_member" else _first_of(view)
    own = {officer["person_id"] for officer in view.facts["assigned"]}
    may_assign = is_permitted(ACTIONS["assign"], view)
    return Offers(
        next=following,
        others=tuple(action for action in _permitted(_OTHERS, view) if action is not following),
        may_write=is_permitted(ACTIONS["message"], view),
        may_assign=may_assign,
        may_take_it=may_assign and person_id not in own and person_id in _ids(view),
    )


def is_permitted(action: Action, view: RequestView) -> bool:
    """Whether the reader may do it now."""
    return action.call.name in view.permitted


def _first_of(view: RequestView) -> Action | None:
    return next(iter(_permitted(_NEXT, view)), None)


def _permitted(slugs: tuple[str, ...], view: RequestView) -> list[Action]:
    return [ACTIONS[slug] for slug in slugs if is_permitted(ACTIONS[slug], view)]


def _ids(view: RequestView) -> set[str]:
    return {officer["person_id"] for officer in view.officers}
