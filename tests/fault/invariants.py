"""What has to hold after any fault: read from the databases, compared with what was acknowledged."""

import json
from collections.abc import Iterable, Mapping

from services.contracts.names import FOLLOWS
from services.contracts.requests_count_data import COUNTS_STREAM
from tests.fault.ledger import Given
from tests.fault.stores import Row, Store, grouped

Stores = Mapping[str, Store]

UNDER_WAY = ("outbox", "waiting_events", "resends_wanted", "rebuild_events")
SETTLED = ("closed", "withdrawn")

# Who keeps which columns of the other's tables: source table, consumer's table, columns there and here.
DIRECTORY_COPIES = (
    ("wards", "wards", ("id", "name", "starts", "ends"), ("ward_id", "name", "starts", "ends")),
    ("services", "services", ("id", "name", "starts", "ends"), ("service_id", "name", "starts", "ends")),
    (
        "categories",
        "categories",
        ("id", "name", "service_id", "starts", "ends"),
        ("category_id", "name", "service_id", "starts", "ends"),
    ),
    ("people", "people", ("id", "name"), ("person_id", "name")),
    ("terms", "terms", *[("person_id", "ward_id", "starts", "ends")] * 2),
)
ROLE_COLUMNS = ("person_id", "role", "service_id", "starts", "ends")

# Events that carry somebody's words: exactly these have rows among the messages.
WORDED = {
    "message_added",
    "clarification_asked",
    "clarification_given",
    "initial_response_given",
    "progress_posted",
    "response_given",
}


def under_way(stores: Stores) -> str | None:
    """What has still to be published, applied or asked for; None when everything has settled."""
    for name, store in stores.items():
        for table in UNDER_WAY:
            if rows := store.count(table):
                return f"{name} has {rows} rows in {table}"
    for source, consumer in _followed(stores):
        missing = source.count("events") - consumer.count("inbox", source=source.service)
        if missing:
            return f"{consumer.service} has applied {missing} events too few of {source.service}"
    if rows := stores["sla"].count("to_work_out"):
        return f"sla has {rows} requests to work out"
    if not stores["sla"].count("events"):
        return "sla has still to publish its calendar"
    return None


def check(stores: Stores, given: Iterable[Given]) -> None:
    """Everything that has to hold once nothing is under way. AssertionError says what does not."""
    assert (still := under_way(stores)) is None, still
    commands = list(given)
    for store in stores.values():
        check_nothing_parked(store)
        check_streams(store)
        check_commands(store, [g for g in commands if g.ask.call.service == store.service])
    for source, consumer in _followed(stores):
        check_applied_once(source, consumer)
    check_requests_whole(stores["requests"])
    check_copies(stores["directory"], stores["requests"])
    check_clocks(stores["requests"], stores["sla"])


def check_nothing_parked(store: Store) -> None:
    """Nothing waits for a person, events and calls alike."""
    parked = store.values("parked_messages", "kind", "reason", "stream", status="parked")
    assert not parked, f"{store.service} parked {parked}"


def check_streams(store: Store) -> None:
    """Sequences run 1, 2, 3 … in each stream, its head is the last of them, and no id is there twice."""
    heads = {row["stream"]: row["sequence"] for row in store.rows("stream_heads")}
    streams = grouped(store.rows("events"), "stream")
    assert set(heads) == set(streams), f"{store.service}: streams without events, or without a head"
    for stream, events in streams.items():
        sequences = sorted(event["sequence"] for event in events)
        assert sequences == list(range(1, heads[stream] + 1)), f"{stream}: {sequences}"


def check_commands(store: Store, given: list[Given]) -> None:
    """Acknowledged: one receipt with that answer, and its events. Not acknowledged: whole, or not there."""
    receipts = {row["key"]: row for row in store.rows("receipts")}
    by_itself = store.service  # acts as this when nobody gave a command: the calendar, clocks
    events = grouped((e for e in store.rows("events") if e["actor_id"] != by_itself), "correlation_id")
    assert set(receipts) <= {g.key for g in given}, "a receipt of a command that nobody gave"
    assert set(events) <= {g.ask.correlation_id for g in given}, "an event that no command caused"
    for command in given:
        receipt, caused = receipts.get(command.key), events.get(command.ask.correlation_id, [])
        if command.outcome is not None:
            assert receipt, f"{command.ask.call.name} was acknowledged and has no receipt"
            answer = json.loads(receipt["answer"])
            assert answer["result"] == command.outcome.result, "another answer than the acknowledged one"
        if receipt is None:
            assert not caused, f"{command.ask.call.name} has events and no receipt"
        else:
            _check_caused(json.loads(receipt["answer"]), caused)


def _check_caused(answer: dict[str, object], caused: list[Row]) -> None:
    """The events of a command end where its answer says that its streams stand."""
    reached = [answer["reached"]] if answer["reached"] else answer["result"].get("reached", [])
    said = {(mark["stream"], mark["sequence"]) for mark in reached}
    ends = {
        stream: max(e["sequence"] for e in events) for stream, events in grouped(caused, "stream").items()
    }
    assert said == set(ends.items()), f"the answer says {said}, the events end at {ends}"


def check_applied_once(source: Store, consumer: Store) -> None:
    """The consumer's inbox holds the source's events, each once, and stands where the streams end."""
    applied = consumer.values("inbox", "stream", "sequence", "event_id", source=source.service)
    assert applied == source.values("events", "stream", "sequence", "id")
    positions = consumer.values("inbox_positions", "stream", "sequence", source=source.service)
    assert positions == source.values("stream_heads", "stream", "sequence")


def check_clocks(requests: Store, sla: Store) -> None:
    """Each request has its clocks, and each of its events that sla heard is in its history once."""
    raised = {row["id"] for row in requests.rows("requests")}
    assert {row["request_id"] for row in sla.rows("clocks", clock="full_response")} == raised
    for row in sla.rows("histories"):
        sequences = [entry[0] for entry in json.loads(row["history"])]
        assert sequences == sorted(set(sequences)), f"{row['request_id']}: {sequences}"


def check_requests_whole(requests: Store) -> None:
    """Each request's row, words and events agree; no reference is given twice."""
    events = grouped((e for e in requests.rows("events") if e["stream"] != COUNTS_STREAM), "stream")
    references = [row["reference"] for row in requests.rows("requests")]
    assert len(references) == len(set(references))
    assert {row["id"] for row in requests.rows("requests")} == set(events)
    assert {row["request_id"] for row in requests.rows("request_texts")} == set(events)
    for row in requests.rows("requests"):
        last = max(events[row["id"]], key=lambda event: event["sequence"])
        assert row["sequence"] == last["sequence"]
        assert row["state"] == json.loads(last["data"])["state"]
    worded = {(e["stream"], e["sequence"]) for e in requests.rows("events") if e["type"] in WORDED}
    assert {(m["request_id"], m["sequence"]) for m in requests.rows("messages")} == worded


def check_copies(directory: Store, requests: Store) -> None:
    """What each keeps of the other is what the other has."""
    for source_table, copy_table, there, here in DIRECTORY_COPIES:
        assert requests.values(copy_table, *here) == directory.values(source_table, *there), copy_table
    roles = [row for row in directory.values("person_roles", *ROLE_COLUMNS) if row[1] != "member"]
    assert [row for row in requests.values("person_roles", *ROLE_COLUMNS) if row[1] != "member"] == roles
    facts = ("service_id", "category_id", "member_id", "ward_id")
    still_open = sorted(
        (row["id"], *(row[name] for name in facts))
        for row in requests.rows("requests")
        if row["state"] not in SETTLED
    )
    assert directory.values("open_requests", "request_id", *facts) == still_open


def _followed(stores: Stores) -> list[tuple[Store, Store]]:
    """(source, consumer) pairs."""
    return [(stores[source], stores[name]) for name in stores for source in FOLLOWS[name]]
