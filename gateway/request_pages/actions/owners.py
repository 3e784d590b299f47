"""What its member, or Member Services for them, does to bring a request on or to an end."""

from gateway.request_pages.action import Action, Group
from gateway.request_pages.forms import plain as forms
from services.contracts import requests_calls as calls

OWNERS_ACTIONS = (
    Action(
        "message",
        calls.ADD_MESSAGE,
        forms.MessageForm,
        title="Write to {service}",
        button="Send to {service}",
        done="Your message is with {service}.",
        group=Group.UNLISTED,
    ),
    Action(
        "close",
        calls.CLOSE,
        forms.ConfirmForm,
        title="Is it done?",
        button="Yes, close it",
        done="The request is closed.",
        group=Group.ANSWER,
        explained="{service} has answered in full. Close the request if what was asked for is done.",
        cancel="No, leave it open",
    ),
    Action(
        "ask-more",
        calls.ASK_FURTHER_INFORMATION,
        forms.MoreForm,
        title="It is not done: ask for more",
        button="Ask {service} for more",
        done="{service} has it again, and is told what you still need.",
        group=Group.ANSWER,
        explained="Say what is still missing. {service} owes an answer to this.",
    ),
    Action(
        "reopen",
        calls.REOPEN,
        forms.MoreForm,
        title="Open it again",
        button="Open it again",
        done="The request is open again, and {service} is told why.",
        group=Group.ANSWER,
        explained="Say what is not as it should be. {service} owes an answer to this.",
    ),
    Action(
        "escalate",
        calls.ESCALATE,
        forms.EscalationForm,
        title="Escalate it",
        button="Escalate it",
        done="It is escalated. The page says with whom it stands.",
        group=Group.ANSWER,
        explained="It goes to the head of the service; from there, or after an answer, to a director.",
    ),
    Action(
        "withdraw",
        calls.WITHDRAW,
        forms.ConfirmForm,
        title="Withdraw this request",
        button="Withdraw it",
        done="The request is withdrawn.",
        group=Group.MORE,
        explained="{service} stops working on it, and it cannot be taken up again. "
        "What was written stays on record.",
        cancel="No, keep it",
        is_warning=True,
    ),
)
