"""What a reader may do to a request now, in the order in which the page offers it."""

from dataclasses import dataclass

from gateway.request_pages.action import Action, Group
from gateway.request_pages.actions import ACTIONS
from gateway.request_pages.request_view import RequestView
from services.contracts import requests_calls as calls

# The first of these that is permitted is the next step: the one green button.
_NEXT = ("close", "agree-date", "first-answer", "full-answer", "contribute", "hand-over")


@dataclass(frozen=True)
class Offers:
    """`groups` are links to pages of their own; the message is written on the request's page itself."""

    next: Action | None
    groups: tuple[tuple[str, tuple[Action, ...]], ...]
    may_write: bool
    may_take_it: bool


def offers(view: RequestView, person_id: str) -> Offers:
    """What is permitted, and nothing else."""
    following = None if view.state == "awaiting_member" else next(iter(_permitted(_NEXT, view)), None)
    own = {officer["person_id"] for officer in view.facts["assigned"]}
    return Offers(
        next=following,
        groups=_groups(view, following),
        may_write=is_permitted(ACTIONS["message"], view),
        may_take_it=is_permitted(ACTIONS["assign"], view)
        and person_id not in own
        and person_id in _ids(view),
    )


def is_permitted(action: Action, view: RequestView) -> bool:
    """Whether the reader may do it now."""
    return action.call.name in view.permitted


def may_add_files(view: RequestView) -> bool:
    """Whether the reader may add files now."""
    return calls.ATTACH.name in view.permitted


def _groups(view: RequestView, following: Action | None) -> tuple[tuple[str, tuple[Action, ...]], ...]:
    """Headings with what stands under them; none without anything."""
    listed = [action for action in _permitted(tuple(ACTIONS), view) if action is not following]
    found = ((group, tuple(one for one in listed if one.group is group)) for group in Group)
    return tuple((group.value, under) for group, under in found if under and group is not Group.UNLISTED)


def _permitted(slugs: tuple[str, ...], view: RequestView) -> list[Action]:
    return [ACTIONS[slug] for slug in slugs if is_permitted(ACTIONS[slug], view)]


def _ids(view: RequestView) -> set[str]:
    return {officer["person_id"] for officer in view.officers}
