"""What may be done to a request from its page: each with its call, its form and its words."""

from dataclasses import dataclass

from gateway.forms.base import CommandForm
from gateway.request_pages import action_forms as forms
from services.contracts import requests_calls as calls
from services.contracts.calls import Call


@dataclass(frozen=True)
class Action:
    """One thing that may be done. Words may name {service} and {member}.

    `call.name` is also the name under which a request says that it is permitted now. `takes_back`: while the
    member is asked something, doing this takes the question back.
    """

    slug: str
    call: Call
    form: type[CommandForm]
    title: str
    button: str
    done: str
    explained: str | None = None
    takes_back: bool = False
    is_warning: bool = False

    @property
    def template(self) -> str:
        """The page of the form."""
        return f"request/{self.slug.replace('-', '_')}.html"

    @property
    def is_written(self) -> bool:
        """Whether people write in its form, so that there can be a draft of it."""
        return self.form not in (forms.ConfirmForm, forms.OfficerForm)


_ALL = (
    Action(
        "message",
        calls.ADD_MESSAGE,
        forms.MessageForm,
        title="Write to {service}",
        button="Send to {service}",
        done="Your message is with {service}.",
    ),
    Action(
        "close",
        calls.CLOSE,
        forms.ConfirmForm,
        title="Is it done?",
        button="Yes, close it",
        done="The request is closed.",
    ),
    Action(
        "withdraw",
        calls.WITHDRAW,
        forms.ConfirmForm,
        title="Withdraw this request",
        button="Withdraw it",
        done="The request is withdrawn.",
        is_warning=True,
    ),
    Action(
        "first-answer",
        calls.GIVE_INITIAL_RESPONSE,
        forms.NextStepForm,
        title="Give a first answer",
        button="Send the first answer",
        done="Your first answer is with {member}.",
        explained="Tell {member} who has it, what happens next, and when they hear from you again.",
        takes_back=True,
    ),
    Action(
        "update",
        calls.POST_UPDATE,
        forms.NextStepForm,
        title="Send an update",
        button="Send the update",
        done="Your update is with {member}.",
        explained="Tell {member} how it goes, what happens next, and when they hear from you again.",
        takes_back=True,
    ),
    Action(
        "full-answer",
        calls.RESPOND,
        forms.FullAnswerForm,
        title="Answer in full",
        button="Send the answer",
        done="Your answer is with {member}, who can now close the request.",
        explained="After this it is for {member} to say whether it is done.",
        takes_back=True,
    ),
    Action(
        "question",
        calls.ASK_CLARIFICATION,
        forms.QuestionForm,
        title="Ask {member} a question",
        button="Send the question",
        done="Your question is with {member}.",
        explained="The request waits for {member} until they answer, or until you take the question back.",
    ),
    Action(
        "take-question-back",
        calls.DROP_CLARIFICATION,
        forms.ConfirmForm,
        title="Take the question back",
        button="Take it back",
        done="The question is taken back. The request is with {service} again.",
    ),
    Action(
        "assign",
        calls.ASSIGN,
        forms.OfficerForm,
        title="Who has it",
        button="Give it to them",
        done="It is assigned.",
    ),
    Action(
        "unassign",
        calls.UNASSIGN,
        forms.OfficerForm,
        title="Who has it",
        button="Take it off them",
        done="It is no longer assigned to them.",
    ),
)
ACTIONS = {action.slug: action for action in _ALL}
HOUSEKEEPING = (calls.ASSIGN.name, calls.UNASSIGN.name)
