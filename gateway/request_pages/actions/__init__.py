"""What may be done to a request from its page: each with its call, its form and its words."""

from gateway.request_pages.action import Action
from gateway.request_pages.actions.answers import ANSWERS
from gateway.request_pages.actions.dates import DATES
from gateway.request_pages.actions.owners import OWNERS_ACTIONS
from gateway.request_pages.actions.papers import PAPERS
from gateway.request_pages.actions.people import PEOPLE
from gateway.request_pages.actions.sharing import SHARING
from services.contracts import requests_calls as calls

ACTIONS: dict[str, Action] = {
    action.slug: action for action in (*OWNERS_ACTIONS, *ANSWERS, *DATES, *PEOPLE, *SHARING, *PAPERS)
}
HOUSEKEEPING = (calls.ASSIGN.name, calls.UNASSIGN.name)
