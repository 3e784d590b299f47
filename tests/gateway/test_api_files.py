"""Files by the API: in whole, out clean, once for a key, and for who may see them only."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from gateway.attachments.file_store import FileStore
from services.chassis.identifiers import new_id
from tests.gateway.api_programs import Program, raising
from tests.unit import file_examples as files


@pytest.fixture
def request_id(member: Program) -> str:
    """A request of Isla's."""
    return str(member.done("/requests", raising())["request_id"])


def sent(
    program: Program,
    request_id: str,
    data: bytes,
    name: str = "hole.jpg",
    key: str | None = None,
    **headers: str,
) -> TestResponse:
    """What the sending of a file is answered."""
    return program.client.post(
        f"/api/v1/requests/{request_id}/files",
        data={"file": (io.BytesIO(data), name)},
        headers=program.headers | {"Idempotency-Key": key or new_id()} | headers,
    )


def of(program: Program, request_id: str) -> list[dict[str, Any]]:
    """The files that the request tells of."""
    answer: dict[str, Any] = program.get(f"/requests/{request_id}").get_json()
    return list(answer["request"]["attachments"])


def test_a_photo_goes_in_and_a_clean_one_comes_out(
    member: Program, officer: Program, request_id: str
) -> None:
    answer = sent(member, request_id, files.photo(64))
    assert answer.status_code == 200, answer.text
    [told] = of(officer, request_id)
    assert answer.get_json()["attachment_id"] == told["attachment_id"]
    for reader in (member, officer):
        got = reader.get(f"/requests/{request_id}/files/{told['attachment_id']}")
        assert got.status_code == 200
        assert got.headers["Content-Disposition"] == 'attachment; filename="hole.jpg"'
        assert got.content_type == "image/jpeg"
        assert not Image.open(io.BytesIO(got.get_data())).getexif()


def test_sent_again_with_its_key_it_is_added_once(member: Program, request_id: str) -> None:
    key = new_id()
    first, again = (sent(member, request_id, files.photo(64), key=key) for _ in range(2))
    assert first.get_json() == again.get_json()
    assert len(of(member, request_id)) == 1
    other = sent(member, request_id, files.pdf(), "letter.pdf", key=key)
    assert other.status_code == 409
    assert other.get_json()["code"] == "key_reused"


def test_what_is_no_good_file_is_refused_with_a_sentence(member: Program, request_id: str) -> None:
    for data, name in ((b"MZ\x90\x00", "virus.exe"), (b"", "empty.pdf"), (b"<html>", "photo.jpg")):
        answer = sent(member, request_id, data, name)
        assert answer.status_code == 400
        assert answer.get_json()["fields"]["file"][0].startswith("“")
    for empty in ({}, {"file": "no file"}):
        headers = member.headers | {"Idempotency-Key": new_id()}
        answer = member.client.post(f"/api/v1/requests/{request_id}/files", data=empty, headers=headers)
        assert answer.status_code == 400
        assert "Send one file" in answer.get_json()["detail"]
    assert of(member, request_id) == []


def test_more_than_there_is_room_for_is_refused(member: Program, request_id: str) -> None:
    headers = member.headers | {
        "Idempotency-Key": new_id(),
        "Content-Type": "multipart/form-data; boundary=b",
    }
    path = f"/api/v1/requests/{request_id}/files"
    answer = member.client.post(path, data=b"-" * (22 * 2**20), headers=headers)
    assert answer.status_code == 413
    assert of(member, request_id) == []


@pytest.mark.parametrize("who", ["colleague", "other member", "officer of another service", "administrator"])
def test_a_stranger_neither_adds_nor_gets_and_nothing_is_kept_of_theirs(
    app: Flask, programs: dict[str, Program], member: Program, request_id: str, who: str
) -> None:
    attachment_id = sent(member, request_id, files.photo(64)).get_json()["attachment_id"]
    stranger, unlike = programs[who], files.photo(97)
    store: FileStore = app.extensions["memberzone"].files
    before = set(store.older_than(datetime.now(UTC) + timedelta(hours=1)))
    answer = sent(stranger, request_id, unlike)
    assert answer.status_code in (403, 404)
    missing = sent(stranger, new_id(), unlike)
    assert (missing.status_code, missing.get_json()["detail"]) == (
        answer.status_code,
        answer.get_json()["detail"],
    )
    assert set(store.older_than(datetime.now(UTC) + timedelta(hours=1))) == before
    got = stranger.get(f"/requests/{request_id}/files/{attachment_id}")
    assert got.status_code in (403, 404)
    there_is_none = stranger.get(f"/requests/{new_id()}/files/{attachment_id}")
    assert there_is_none.status_code == got.status_code


def test_an_address_that_is_none_is_not_found(member: Program, request_id: str) -> None:
    assert member.get(f"/requests/{request_id}/files/{new_id()}").status_code == 404
    assert member.get("/requests/nonsense/files/nonsense").status_code == 404
    assert sent(member, "nonsense", files.photo(64)).status_code == 404
