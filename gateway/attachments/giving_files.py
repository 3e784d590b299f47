"""Telling a request of files that are kept, and letting go of those that nobody has any more."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from gateway.asking import command_with_key
from gateway.attachments.taking_in import StoredFile
from gateway.correlation import correlation_id
from gateway.parts import parts
from gateway.service_clients.clients import Ask
from gateway.service_clients.outcome import CallProblem
from gateway.sessions import THE_GATEWAY
from services.chassis.logs import logger
from services.contracts import requests_calls

_log = logger(__name__)


def add_files(request_id: str, files: Sequence[StoredFile], key: str) -> dict[StoredFile, str]:
    """Those that were not added, each with the reason.

    Under keys that are made of the form's: sent twice, added once.
    """
    refused: dict[StoredFile, str] = {}
    for file in files:
        body = {
            "request_id": request_id,
            "name": file.name,
            "media_type": file.media_type,
            "size": file.size,
            "content_hash": file.content_hash,
        }
        own_key = str(uuid5(UUID(key), f"{file.content_hash} {file.name}"))
        try:
            command_with_key(requests_calls.ATTACH, body, own_key)
        except CallProblem as problem:
            refused[file] = _reason(problem)
    return refused


def let_go(content_hashes: Sequence[str]) -> None:
    """Remove those that no request has any more. What cannot be asked now is swept away later."""
    ask = Ask(
        requests_calls.FILES_IN_USE,
        {"content_hashes": list(content_hashes)},
        THE_GATEWAY,
        correlation_id=correlation_id(),
    )
    try:
        in_use = parts().clients.ask(ask).result["in_use"]
    except CallProblem as problem:
        _log.warning("files are left to the sweep", call=str(problem))
        return
    for content_hash in set(content_hashes) - set(in_use):
        parts().files.remove(content_hash)


def _reason(problem: CallProblem) -> str:
    sentences = [words for messages in problem.problem.fields.values() for words in _listed(messages)]
    return " ".join(sentences) or problem.problem.message


def _listed(messages: object) -> list[str]:
    return [str(one) for one in messages] if isinstance(messages, list) else [str(messages)]
