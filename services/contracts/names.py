"""The names that processes agree on: services, who follows whom, exchanges and queues."""

DIRECTORY = "directory"
REQUESTS = "requests"
SLA = "sla"
FEEDBACK = "feedback"
REPORTING = "reporting"

SERVICES: tuple[str, ...] = (DIRECTORY, REQUESTS, SLA, FEEDBACK, REPORTING)

# Who keeps a copy of whose events. A source's consumers are asked whether they have caught up.
FOLLOWS: dict[str, tuple[str, ...]] = {
    DIRECTORY: (REQUESTS,),
    REQUESTS: (DIRECTORY, SLA),
    SLA: (DIRECTORY, REQUESTS),
    FEEDBACK: (DIRECTORY, REQUESTS),
    REPORTING: (DIRECTORY, REQUESTS, SLA, FEEDBACK),
}

RESEND_EXCHANGE = "resend"


def consumers_of(source: str) -> tuple[str, ...]:
    """The services that follow `source`."""
    return tuple(name for name, sources in FOLLOWS.items() if source in sources)


def events_exchange(service: str) -> str:
    """The topic exchange on which `service` publishes its events."""
    return f"{service}.events"


# A queue's arguments cannot be changed once declared, so its name carries a version.
def subscription_queue(service: str) -> str:
    """The one queue from which `service` reads every event it follows."""
    return f"{service}.subscription.v1"


def dead_letter_exchange(service: str) -> str:
    """Where the bus puts what `service` could not take in the allowed number of deliveries."""
    return f"{service}.dead"


def dead_letter_queue(service: str) -> str:
    """The queue behind `dead_letter_exchange`, drained into the parked messages."""
    return f"{service}.dead.v1"


def resend_queue(service: str) -> str:
    """Where `service`, as a source, hears who wants which events again."""
    return f"{service}.resend.v1"
