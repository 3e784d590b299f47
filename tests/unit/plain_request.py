"""A request as one would keep it on paper: the same rules as the domain's, without its code."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tests.unit.plain_conditions import possible
from tests.unit.plain_people import PEOPLE, holder
from tests.unit.request_law import TABLE, lands, leaves

TALK = {
    **dict.fromkeys(["add_message", "give_clarification", "ask_further_information"], "member"),
    **dict.fromkeys(["escalate", "reopen", "ask_urgency"], "member"),
    **dict.fromkeys(["ask_clarification", "give_initial_response", "post_update"], "service"),
    **dict.fromkeys(["schedule_work", "respond"], "service"),
    **dict.fromkeys(["hold", "redact"], "governance"),
    "note": "note",
    "contribute": "contribution",
    "set_job_number": "note",
    "refuse_urgency": "parties",
    "transfer": "services",
    "attach_constituent": "constituent",
}
NO_MESSAGE = {"set_job_number", "amend", "attach", "attach_constituent", "hold", "redact"}
WRITTEN = {
    *("message", "next_step", "limitation", "outside_body", "shareable", "reason", "job_number"),
    *("file_name", "subject", "place", "constituent_name"),
}


@dataclass
class Word:
    """Something that was written: by whom, when, with which event, for whom to read."""

    text: str
    kind: str
    author: str
    time: datetime
    sequence: int
    service: str = ""
    is_message: bool = True
    alive: bool = True


@dataclass
class Around:
    """What surrounds a command: the time, the clocks, and another request."""

    now: datetime
    today: date
    late: bool = False
    due: date | None = None
    other: str = "open"


@dataclass
class Plain:
    """One request. `asked_while` is where it stood when the member was asked something."""

    state: str = "with_service"
    came_from: str = ""
    asked_while: str | None = None
    owner: str = "ann"
    maker: str = "ann"
    lead: str = "roads"
    category: str = "pothole"
    ward: str = "cowal"
    kind: str = "action"
    former: set[str] = field(default_factory=set)
    contributors: set[str] = field(default_factory=set)
    officers: set[str] = field(default_factory=set)
    answered_first: datetime | None = None
    answered: datetime | None = None
    promised: date | None = None
    work: date | None = None
    proposal: tuple[str, date] | None = None
    urgency: str | None = None
    level: int = 0
    answered_since: bool = False
    with_whom: str = ""
    highest: int = 0
    stood_with: set[str] = field(default_factory=set)
    closed_on: date | None = None
    sharing: str = "only_me"
    joined: set[str] = field(default_factory=set)
    waiting: dict[str, bool] = field(default_factory=dict)  # whether by a merging
    linked: bool = False
    constituent: bool = False
    frozen: bool = False
    held: bool = False
    merged: bool = False
    words: list[Word] = field(default_factory=list)
    events: int = 1

    def is_to(self, name: str, role: str) -> set[str]:
        """What a person is to it in one of their roles."""
        if name == "directory":
            return {"directory"}
        who = PEOPLE[name]
        if role == "member":
            return self._as_member(name, who.wards)
        if role in {"officer", "head_of_service"}:
            found = {"officer"} if self.lead in who.services else set()
            found |= {"head"} if self.lead in who.headed else set()
            found |= {"contributor"} if self.contributors & who.services else set()
            return found | ({"former"} if self.former & who.services else set())
        if role == "director":
            found = {"director"} if self.highest == 2 or name in self.stood_with else set()
            return found | ({"officer"} if self.level and name == self.with_whom else set())
        return {"desk"} if role == "member_services" else {"governance"}

    def _as_member(self, name: str, wards: frozenset[str]) -> set[str]:
        if name == self.owner:
            return {"owner"}
        found = {"joined"} if name in self.joined else set()
        found |= {"colleague"} if self.sharing == "ward_colleagues" and self.ward in wards else set()
        found |= {"offered"} if self.waiting.get(name) else set()
        return found | ({"former"} if name == self.maker else set())

    def entitled(self, verb: str, name: str, role: str, for_member: str | None) -> bool:
        """Whether the law names this person for the command."""
        found = self.is_to(name, role)
        if role == "member_services" and for_member == self.owner:
            found = found | {"owner"}
        by = set(TABLE[verb]["by"].split(";"))
        return bool(found - {"directory"} if by == {"anybody"} else found & by)

    def would(
        self, verb: str, words: dict[str, Any], name: str, role: str, for_member: str | None, around: Around
    ) -> bool:
        """Whether the command, its arguments in `words` as plain text and dates, is carried out."""
        verb = self.meant(verb)
        if not self.entitled(verb, name, role, for_member):
            return False
        if self.frozen and TABLE[verb]["frozen"] == "refused":
            return False
        stands = (self.asked_while or "") if self.drops(verb) else self.state
        side = self.side(role, for_member)
        return stands in leaves(verb) and possible(self, verb, words, name, role, side, around)

    def give(
        self, verb: str, words: dict[str, Any], name: str, role: str, for_member: str | None, around: Around
    ) -> bool:
        """Carries the command out and says True, or leaves all as it is and says False."""
        if not self.would(verb, words, name, role, for_member, around):
            return False
        verb, side = self.meant(verb), self.side(role, for_member)
        if self.drops(verb):
            self.state, self.asked_while = self.asked_while or "", None
            self.events += 1
        self.events += 1
        self.came_from, self.state = self.state, lands(verb, self.state, self.asked_while)
        if self.state != "awaiting_member":
            self.asked_while = None
        elif verb == "ask_clarification":
            self.asked_while = self.came_from
        self.do(verb, words, name, side, around)
        if verb == "attach" and role == "member_services":  # for whomever the desk acts
            side = "member"
        self.write(verb, words, name, side, around)
        return True

    def meant(self, verb: str) -> str:
        """A message, while the member is asked something, is the answer."""
        return "give_clarification" if verb == "add_message" and self.asked_while else verb

    def drops(self, verb: str) -> bool:
        """Whether the command first drops a question that is open."""
        return self.asked_while is not None and TABLE[verb]["question"] == "dropped first"

    def side(self, role: str, for_member: str | None) -> str:
        """For whom somebody speaks."""
        return "member" if role == "member" or for_member == self.owner else "service"

    def do(self, verb: str, words: dict[str, Any], name: str, side: str, around: Around) -> None:
        """What the command changes."""
        if verb in {"give_initial_response", "post_update", "schedule_work", "respond"}:
            self.answer(verb, words, around)
        elif verb in {"transfer", "escalate"}:
            self.move(verb, words)
        elif verb in {"withdraw", "merge_into", "freeze", "close", "reopen", "hand_over"}:
            self.finish(verb, words, around)
        elif verb in {"ask_to_join", "accept_join", "refuse_join", "leave", "set_sharing"}:
            self.share(verb, words, name)
        else:
            self.arrange(verb, words, side)

    def answer(self, verb: str, words: dict[str, Any], around: Around) -> None:
        self.answered_first = self.answered_first or around.now
        self.promised = words.get("next_update_on")
        self.answered_since = self.level > 0
        if verb in {"schedule_work", "respond"}:
            self.level, self.answered_since = 0, False
            self.work = words.get("work_on")
        if verb == "respond":
            self.answered, self.proposal = around.now, None

    def move(self, verb: str, words: dict[str, Any]) -> None:
        if verb == "escalate":
            again = self.level or (self.came_from == "responded" and self.highest) or self.highest == 2
            self.level, self.answered_since = 2 if again else 1, False
            self.highest = max(self.level, self.highest)
            self.with_whom = holder(self.level, self.lead)
        else:
            self.former = (self.former | {self.lead}) - {words["service_id"]}
            self.lead, self.category = words["service_id"], words["category_id"]
            self.contributors.discard(self.lead)
            self.officers, self.work, self.proposal = set(), None, None
            if self.level == 1:
                self.with_whom = holder(1, self.lead)
        if self.level:
            self.stood_with.add(self.with_whom)

    def finish(self, verb: str, words: dict[str, Any], around: Around) -> None:
        if verb in {"withdraw", "merge_into"}:
            self.promised = self.work = None
            self.level, self.answered_since, self.merged = 0, False, verb == "merge_into"
        if verb in {"withdraw", "merge_into", "freeze"}:
            self.proposal = None
        if verb in {"close", "reopen"}:
            self.closed_on = around.today if verb == "close" else None
        if verb == "hand_over":
            self.owner = words["member_id"]
            self.joined.discard(self.owner)
            self.waiting.pop(self.owner, None)
        if verb in {"freeze", "hand_over"}:
            self.frozen = verb == "freeze"

    def share(self, verb: str, words: dict[str, Any], name: str) -> None:
        if verb == "set_sharing":
            self.sharing = words["sharing"]
        elif verb == "ask_to_join":
            self.waiting[name] = False
        elif verb == "leave":
            self.joined.discard(name)
        else:
            del self.waiting[words["member_id"]]
            self.joined |= {words["member_id"]} if verb == "accept_join" else set()

    def arrange(self, verb: str, words: dict[str, Any], side: str) -> None:
        match verb:
            case "assign" | "unassign":
                self.officers ^= {words["officer_id"]}
            case "add_contributor" | "remove_contributor":
                self.contributors ^= {words["service_id"]}
            case "propose_deadline":
                self.proposal = (side, words["due_on"])
            case "agree_deadline" | "decline_deadline":
                self.proposal = None
            case "ask_urgency" | "accept_urgency" | "refuse_urgency":
                done = {"ask": "asked", "acc": "accepted", "ref": "refused"}
                self.urgency = done[verb[:3]]
            case "hold" | "release_hold":
                self.held = verb == "hold"
            case "link":
                self.linked = True
            case "amend":
                self.kind = words.get("kind") or self.kind
                self.category = words.get("category_id") or self.category
                self.ward = words.get("ward_id") or self.ward

    def write(self, verb: str, words: dict[str, Any], name: str, side: str, around: Around) -> None:
        """The words that come with it, and those that go."""
        if verb == "redact":
            for word in self.words:
                word.alive = False
        if verb == "retract_message":
            for word in self.words:
                word.alive = word.alive and word.sequence != words["sequence"]
        if verb in {"redact", "withdraw_agreement", "attach_constituent"}:
            self.constituent = verb == "attach_constituent"
            for word in self.words:
                word.alive = word.alive and word.kind != "constituent"
        for known in [known for known in words if known in WRITTEN and words[known]]:
            self.keep(verb, known, words[known], name, side, around)

    def keep(self, verb: str, known: str, text: str, name: str, side: str, around: Around) -> None:
        """One text."""
        kind = TALK.get(verb, side)
        if verb == "amend":
            kind = known
            for word in [word for word in self.words if word.kind == known]:
                word.kind = "before"
        service = min(self.contributors & PEOPLE[name].services) if verb == "contribute" else ""
        sequence = 0 if verb in {"amend", "attach_constituent"} else self.events
        is_message = verb not in NO_MESSAGE
        self.words.append(Word(text, kind, name, around.now, sequence, service, is_message))
