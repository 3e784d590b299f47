"""What every service counts for Prometheus."""

from prometheus_client import Counter, Gauge, Histogram

RPC_SECONDS = Histogram("memberzone_rpc_seconds", "Time to answer a call", ["call", "outcome"])
EVENTS_PUBLISHED = Counter("memberzone_events_published", "Events that the bus confirmed")
EVENTS_UNROUTABLE = Counter("memberzone_events_unroutable", "Published events that no queue wanted")
EVENTS_APPLIED = Counter("memberzone_events_applied", "Events applied by this service", ["source"])
EVENTS_DUPLICATE = Counter("memberzone_events_duplicate", "Events that had been applied before", ["source"])
CONFLICTS = Counter("memberzone_event_conflicts", "The same sequence came with another id", ["source"])
PARKED_TOTAL = Counter("memberzone_messages_parked", "Messages set aside for a person to look at", ["kind"])
OUTBOX = Gauge("memberzone_outbox_events", "Stored events that the bus has not confirmed")
PARKED = Gauge("memberzone_parked_messages", "Messages that wait for a person's decision")
WAITING = Gauge("memberzone_waiting_events", "Events that wait for one before them")
LAST_APPLIED = Gauge(
    "memberzone_inbox_last_applied_timestamp_seconds", "When a batch of events was last applied"
)
INBOX_LAG = Gauge(
    "memberzone_inbox_lag_seconds", "Recording to applying, of the last event applied", ["source"]
)
