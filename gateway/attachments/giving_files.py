"""Telling a request of files that are kept, and letting go of those that nobody has any more."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid5

from flask import Response
from werkzeug.exceptions import NotFound

from gateway.asking import command_with_key
from gateway.attachments.taking_in import StoredFile
from gateway.correlation import correlation_id
from gateway.downloads import as_attachment
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
        body = as_told(request_id, file)
        own_key = str(uuid5(UUID(key), f"{file.content_hash} {file.name}"))
        try:
            command_with_key(requests_calls.ATTACH, body, own_key)
        except CallProblem as problem:
            refused[file] = _reason(problem)
    return refused


def as_told(request_id: str, file: StoredFile) -> dict[str, Any]:
    """What a request is told of a file."""
    return {
        "request_id": request_id,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "content_hash": file.content_hash,
    }


def handed_out(file: Mapping[str, Any]) -> Response:
    """A file that a request has, to save and never to be shown in place. NotFound when it is not kept."""
    try:
        pieces = parts().files.pieces(file["content_hash"])
    except FileNotFoundError:
        raise NotFound from None
    is_text = file["media_type"].startswith("text/")
    response = Response(pieces, mimetype=file["media_type"])
    response.content_type = f"{file['media_type']}; charset=utf-8" if is_text else file["media_type"]
    response.content_length = file["size"]
    return as_attachment(response, file["name"] or "file")


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
