"""Whether the gateway says truly what is up, and its figures."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gateway.service_clients.clients import ServiceClients
from gateway.settings import GatewaySettings
from services.contracts.names import SERVICES
from tests.machines.broker import PrivateBroker
from tests.machines.running_services import RunningServices
from tests.waiting import until


def test_it_is_alive_whatever_else_is_not(lonely_app: Flask) -> None:
    assert lonely_app.test_client().get("/healthz").get_json() == {"status": "alive"}


def test_it_is_ready_when_every_service_answers_and_the_council_is_loaded(client: FlaskClient) -> None:
    answer = client.get("/readyz")
    assert answer.get_json() == {
        "ready": True,
        "parts": dict.fromkeys((*SERVICES, "demonstration"), "ready"),
    }
    assert answer.status_code == 200


def test_it_is_not_ready_while_the_demonstrations_history_is_being_brought_in(
    make_app: Callable[[GatewaySettings], Flask], settings: GatewaySettings, tmp_path: Path
) -> None:
    mark = tmp_path / "brought_in"
    client = make_app(replace(settings, history_mark=mark)).test_client()
    parts = client.get("/readyz").get_json()["parts"]
    assert parts["demonstration"] == "not ready: its history is being brought in"
    mark.touch()
    until(lambda: client.get("/readyz").status_code == 200, within=60, what="the mark to be seen")


def test_without_a_broker_no_part_is_ready(lonely_app: Flask) -> None:
    answer = lonely_app.test_client().get("/readyz")
    assert answer.status_code == 503
    assert set(answer.get_json()["parts"].values()) == {"not ready: unavailable"}


def test_a_service_that_is_silent_is_named(client: FlaskClient, running: RunningServices) -> None:
    running.freeze("requests")
    try:
        until(lambda: client.get("/readyz").status_code == 503, within=30, what="its silence to be noticed")
        answer = client.get("/readyz")
    finally:
        running.thaw("requests")
    assert answer.get_json()["parts"]["requests"] == "not ready: unavailable"
    assert answer.get_json()["parts"]["directory"] == "ready"
    until(lambda: client.get("/readyz").status_code == 200, within=30, what="requests to answer again")


def test_however_many_ask_the_services_are_asked_once_in_a_while(
    make_app: Callable[[GatewaySettings], Flask], settings: GatewaySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    plain = ServiceClients.ask_together
    monkeypatch.setattr(ServiceClients, "ask_together", lambda *a: asked.append(1) or plain(*a))
    client = make_app(settings).test_client()
    answers = [client.get("/readyz").get_json() for _ in range(5)]
    assert len(asked) == 1
    assert answers == [answers[0]] * 5
    until(lambda: client.get("/readyz") and len(asked) == 2, within=10, what="the services to be asked again")


def test_a_demonstration_is_not_ready_before_its_council_is_loaded(
    make_app: Callable[[GatewaySettings], Flask],
    settings: GatewaySettings,
    broker: PrivateBroker,
    tmp_path: Path,
) -> None:
    empty = RunningServices(broker.uri(broker.new_vhost()), tmp_path, ("directory",))
    try:
        empty.start()
        beside = replace(settings, amqp_uri=empty.amqp_uri, actor_keys_dir=empty.keys_dir)
        parts = make_app(beside).test_client().get("/readyz").get_json()["parts"]
    finally:
        empty.stop()
    assert parts["demonstration"] == "not ready: no council is loaded yet"


def test_figures_tell_seconds_by_endpoint(client: FlaskClient) -> None:
    client.get("/privacy")
    figures = client.get("/metrics").get_data(as_text=True)
    assert (
        'memberzone_gateway_request_seconds_count{endpoint="public.privacy",method="GET",status="200"}'
        in figures
    )


def test_a_method_that_somebody_invents_makes_no_new_figure(client: FlaskClient) -> None:
    for invented in ("BREW", "X" * 50):
        assert client.open("/privacy", method=invented).status_code == 405
    figures = client.get("/metrics").get_data(as_text=True)
    assert 'method="other",status="405"' in figures
    assert "BREW" not in figures
    assert "XXX" not in figures


def test_figures_are_for_this_machine_only(client: FlaskClient) -> None:
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 404
    assert client.get("/metrics", headers={"X-Forwarded-For": "192.0.2.7"}).status_code == 404


def test_every_answer_says_by_which_id_it_is_found_in_the_logs(client: FlaskClient) -> None:
    assert client.get("/", headers={"X-Request-ID": "asked-for-1"}).headers["X-Request-ID"] == "asked-for-1"
    assert client.get("/", headers={"X-Request-ID": "bad id\twith"}).headers["X-Request-ID"] != "bad id\twith"
    assert len(client.get("/").headers["X-Request-ID"]) == 36
