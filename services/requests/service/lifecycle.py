"""The commands that move one request, a line each."""

from typing import Any

from sqlalchemy.orm import Session

from services.chassis.incoming import Answer, Incoming
from services.chassis.rpc import answers
from services.contracts import requests_calls as calls
from services.requests.domain import commands as c
from services.requests.use_cases import for_constituents, papers, two_requests
from services.requests.use_cases.commands import give

Result = Answer | dict[str, Any]


class Lifecycle:
    """The life of a request after it was raised."""

    @answers(calls.ASSIGN)
    def assign(self, session: Session, incoming: Incoming) -> Result:
        """Give it to an officer."""
        return give(session, incoming, c.Assign)

    @answers(calls.UNASSIGN)
    def unassign(self, session: Session, incoming: Incoming) -> Result:
        """Take it off an officer."""
        return give(session, incoming, c.Unassign)

    @answers(calls.AMEND)
    def amend(self, session: Session, incoming: Incoming) -> Result:
        """Put right what it is about."""
        return papers.amend(session, incoming)

    @answers(calls.TRANSFER)
    def transfer(self, session: Session, incoming: Incoming) -> Result:
        """Give it to another service."""
        return give(session, incoming, c.Transfer)

    @answers(calls.ADD_CONTRIBUTOR)
    def add_contributor(self, session: Session, incoming: Incoming) -> Result:
        """Ask another service for its part."""
        return give(session, incoming, c.AddContributor)

    @answers(calls.REMOVE_CONTRIBUTOR)
    def remove_contributor(self, session: Session, incoming: Incoming) -> Result:
        """Ask a service no longer for its part."""
        return give(session, incoming, c.RemoveContributor)

    @answers(calls.CONTRIBUTE)
    def contribute(self, session: Session, incoming: Incoming) -> Result:
        """A contributing service gives its part."""
        return give(session, incoming, c.Contribute)

    @answers(calls.ADD_MESSAGE)
    def add_message(self, session: Session, incoming: Incoming) -> Result:
        """The owner writes to the service."""
        return give(session, incoming, c.AddMessage)

    @answers(calls.ASK_CLARIFICATION)
    def ask_clarification(self, session: Session, incoming: Incoming) -> Result:
        """Ask the member something."""
        return give(session, incoming, c.AskClarification)

    @answers(calls.GIVE_CLARIFICATION)
    def give_clarification(self, session: Session, incoming: Incoming) -> Result:
        """Answer the service's question."""
        return give(session, incoming, c.GiveClarification)

    @answers(calls.DROP_CLARIFICATION)
    def drop_clarification(self, session: Session, incoming: Incoming) -> Result:
        """Take the question back."""
        return give(session, incoming, c.DropClarification)

    @answers(calls.GIVE_INITIAL_RESPONSE)
    def give_initial_response(self, session: Session, incoming: Incoming) -> Result:
        """The first answer."""
        return give(session, incoming, c.GiveInitialResponse)

    @answers(calls.POST_UPDATE)
    def post_update(self, session: Session, incoming: Incoming) -> Result:
        """A later answer, not yet in full."""
        return give(session, incoming, c.PostUpdate)

    @answers(calls.PROPOSE_DEADLINE)
    def propose_deadline(self, session: Session, incoming: Incoming) -> Result:
        """Propose a date to the other side."""
        return give(session, incoming, c.ProposeDeadline)

    @answers(calls.AGREE_DEADLINE)
    def agree_deadline(self, session: Session, incoming: Incoming) -> Result:
        """Agree to the other side's date."""
        return give(session, incoming, c.AgreeDeadline)

    @answers(calls.DECLINE_DEADLINE)
    def decline_deadline(self, session: Session, incoming: Incoming) -> Result:
        """Say no to the other side's date."""
        return give(session, incoming, c.DeclineDeadline)

    @answers(calls.SCHEDULE_WORK)
    def schedule_work(self, session: Session, incoming: Incoming) -> Result:
        """Tell the member on which day the work is to be done."""
        return give(session, incoming, c.ScheduleWork)

    @answers(calls.RESPOND)
    def respond(self, session: Session, incoming: Incoming) -> Result:
        """Answer in full."""
        return papers.respond(session, incoming)

    @answers(calls.ASK_FURTHER_INFORMATION)
    def ask_further_information(self, session: Session, incoming: Incoming) -> Result:
        """The member was answered and wants more."""
        return give(session, incoming, c.AskFurtherInformation)

    @answers(calls.ESCALATE)
    def escalate(self, session: Session, incoming: Incoming) -> Result:
        """Take it to the head of service, or to a director."""
        return give(session, incoming, c.Escalate)

    @answers(calls.CLOSE)
    def close(self, session: Session, incoming: Incoming) -> Result:
        """The member says that it is done."""
        return give(session, incoming, c.Close)

    @answers(calls.REOPEN)
    def reopen(self, session: Session, incoming: Incoming) -> Result:
        """The member takes the closing back."""
        return give(session, incoming, c.Reopen)

    @answers(calls.WITHDRAW)
    def withdraw(self, session: Session, incoming: Incoming) -> Result:
        """The member takes it back."""
        return give(session, incoming, c.Withdraw)

    @answers(calls.MERGE_INTO)
    def merge_into(self, session: Session, incoming: Incoming) -> Result:
        """Let it go on in another request."""
        return two_requests.merge_into(session, incoming)

    @answers(calls.ASK_URGENCY)
    def ask_urgency(self, session: Session, incoming: Incoming) -> Result:
        """Ask the head of service to treat it as urgent."""
        return give(session, incoming, c.AskUrgency)

    @answers(calls.ACCEPT_URGENCY)
    def accept_urgency(self, session: Session, incoming: Incoming) -> Result:
        """Treat it as urgent."""
        return give(session, incoming, c.AcceptUrgency)

    @answers(calls.REFUSE_URGENCY)
    def refuse_urgency(self, session: Session, incoming: Incoming) -> Result:
        """Leave it as pressing as it was."""
        return give(session, incoming, c.RefuseUrgency)

    @answers(calls.SET_SHARING)
    def set_sharing(self, session: Session, incoming: Incoming) -> Result:
        """Choose who else may see it."""
        return give(session, incoming, c.SetSharing)

    @answers(calls.ASK_TO_JOIN)
    def ask_to_join(self, session: Session, incoming: Incoming) -> Result:
        """A ward colleague asks to join."""
        return give(session, incoming, c.AskToJoin)

    @answers(calls.ACCEPT_JOIN)
    def accept_join(self, session: Session, incoming: Incoming) -> Result:
        """Let a member join."""
        return give(session, incoming, c.AcceptJoin)

    @answers(calls.REFUSE_JOIN)
    def refuse_join(self, session: Session, incoming: Incoming) -> Result:
        """Let a member not join."""
        return give(session, incoming, c.RefuseJoin)

    @answers(calls.LEAVE)
    def leave(self, session: Session, incoming: Incoming) -> Result:
        """Be told nothing more of it."""
        return give(session, incoming, c.Leave)

    @answers(calls.ATTACH)
    def attach(self, session: Session, incoming: Incoming) -> Result:
        """Add a file."""
        return papers.attach(session, incoming)

    @answers(calls.LINK)
    def link(self, session: Session, incoming: Incoming) -> Result:
        """Say that it has to do with another request."""
        return two_requests.link(session, incoming)

    @answers(calls.SET_JOB_NUMBER)
    def set_job_number(self, session: Session, incoming: Incoming) -> Result:
        """Note the service's own number."""
        return give(session, incoming, c.SetJobNumber)

    @answers(calls.NOTE)
    def note(self, session: Session, incoming: Incoming) -> Result:
        """Note something for the service's own side."""
        return give(session, incoming, c.Note)

    @answers(calls.RETRACT_MESSAGE)
    def retract_message(self, session: Session, incoming: Incoming) -> Result:
        """Take the words of a message away."""
        return give(session, incoming, c.RetractMessage)

    @answers(calls.ATTACH_CONSTITUENT)
    def attach_constituent(self, session: Session, incoming: Incoming) -> Result:
        """Say for which constituent it is."""
        return for_constituents.attach_constituent(session, incoming)

    @answers(calls.WITHDRAW_AGREEMENT)
    def withdraw_agreement(self, session: Session, incoming: Incoming) -> Result:
        """The constituent no longer agrees."""
        return for_constituents.withdraw_agreement(session, incoming)

    @answers(calls.HOLD)
    def hold(self, session: Session, incoming: Incoming) -> Result:
        """Place a legal hold."""
        return give(session, incoming, c.Hold)

    @answers(calls.RELEASE_HOLD)
    def release_hold(self, session: Session, incoming: Incoming) -> Result:
        """End the legal hold."""
        return give(session, incoming, c.ReleaseHold)

    @answers(calls.REDACT)
    def redact(self, session: Session, incoming: Incoming) -> Result:
        """Take its words and personal details away."""
        return for_constituents.give_and_forget(session, incoming, c.Redact)

    @answers(calls.HAND_OVER)
    def hand_over(self, session: Session, incoming: Incoming) -> Result:
        """Give a frozen request to a successor."""
        return for_constituents.give_and_forget(session, incoming, c.HandOver)
