"""The generated documents say what the contracts say today."""

from docs.generate import asyncapi_document, documents
from services.contracts.every_event import EVENTS


def test_the_generated_documents_are_up_to_date() -> None:
    for path, text in documents().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run `python -m docs.generate`"


def test_every_published_event_type_is_documented() -> None:
    channels = asyncapi_document()["channels"]
    for source, types in EVENTS.items():
        assert set(channels[f"{source}.events"]["messages"]) == set(types)


def test_every_reference_in_the_events_document_leads_somewhere() -> None:
    document = asyncapi_document()

    def check(part: object) -> None:
        if isinstance(part, dict):
            if "$ref" in part:
                found = document
                for step in part["$ref"].removeprefix("#/").split("/"):
                    found = found[step]
            for inner in part.values():
                check(inner)
        elif isinstance(part, list):
            for inner in part:
                check(inner)

    check(document)
