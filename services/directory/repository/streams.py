"""The names of directory's streams."""


def stream_of(kind: str, entry_id: str) -> str:
    """The stream of a ward, service, category or person."""
    return f"{kind}:{entry_id}"


def person_stream(person_id: str) -> str:
    """The stream of a person."""
    return stream_of("person", person_id)
