"""Who else may know of a request: ward colleagues, those who join, and for which constituent it is."""

from gateway.request_pages import fitting
from gateway.request_pages.action import Action, Group
from gateway.request_pages.forms import sharing as forms
from gateway.request_pages.forms.plain import ConfirmForm
from services.contracts import requests_calls as calls

SHARING = (
    Action(
        "sharing",
        calls.SET_SHARING,
        forms.SharingForm,
        title="Choose who else may see it",
        button="Save",
        done="That is who may see it now.",
        group=Group.SHARING,
        explained="The other members of the ward would see subject, place, where it stands and what came of "
        "it: never what is said in it, nor a constituent. They can ask to join.",
        fit=fitting.sharing,
    ),
    Action(
        "join",
        calls.ASK_TO_JOIN,
        ConfirmForm,
        title="Ask to join",
        button="Ask to join",
        done="{member} is asked to let you join.",
        group=Group.SHARING,
        explained="If {member} agrees, you are told what {member} is told: the ask, the service’s answers "
        "and the dates.",
    ),
    Action(
        "accept-join",
        calls.ACCEPT_JOIN,
        forms.JoinerForm,
        title="Let a member join",
        button="Let them join",
        done="They have joined, and are told what the service says from now on.",
        group=Group.UNLISTED,
        fit=fitting.joiner,
    ),
    Action(
        "refuse-join",
        calls.REFUSE_JOIN,
        forms.JoinerForm,
        title="Do not let a member join",
        button="Do not let them join",
        done="They are not let in.",
        group=Group.UNLISTED,
        fit=fitting.joiner,
    ),
    Action(
        "leave",
        calls.LEAVE,
        ConfirmForm,
        title="Leave this request",
        button="Leave it",
        done="You have left the request.",
        group=Group.SHARING,
        explained="You are told nothing more of it. You can ask to join again while {member} shares it.",
        cancel="No, stay",
    ),
    Action(
        "constituent",
        calls.ATTACH_CONSTITUENT,
        forms.ConstituentForm,
        title="Say for which constituent it is",
        button="Save",
        done="It is noted for whom you ask, and what they agreed to.",
        group=Group.SHARING,
        explained="Only with their agreement. Their details are in no search and no message, and go as soon "
        "as they no longer agree.",
        page="constituent",
        asks=(calls.CONSTITUENTS,),
        fit=fitting.constituent,
    ),
    Action(
        "withdraw-agreement",
        calls.WITHDRAW_AGREEMENT,
        ConfirmForm,
        title="The constituent no longer agrees",
        button="Remove their details",
        done="The constituent’s details are gone.",
        group=Group.UNLISTED,
        explained="Their details go from here and from every other request that is for them. "
        "They cannot be brought back.",
        cancel="No, keep them",
        is_warning=True,
    ),
)
