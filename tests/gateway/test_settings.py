"""Settings of the gateway: read once, and refused in one sentence when they make no sense."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask, request

from gateway.settings import GatewaySettings, gateway_settings
from services.chassis.settings import SettingError

PROVIDER = {
    "key": "members",
    "label": "Sign in",
    "issuer": "https://idp.test/",
    "client_id": "a",
    "client_secret": "b",
}
GOOD = {
    "AMQP_URI": "amqp://u:p@127.0.0.1:5672/v",
    "SECRET_KEY": "sixteen characters or more",
    "PUBLIC_URL": "https://memberzone.test/",
    "IDENTITY_PROVIDERS": json.dumps([PROVIDER]),
}


def test_good_settings_are_read() -> None:
    settings = gateway_settings(GOOD)
    assert settings.public_url == "https://memberzone.test"
    assert settings.is_https
    assert settings.providers[0].issuer == settings.providers[0].origin == "https://idp.test"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("AMQP_URI", ""),
        ("AMQP_URI", "http://broker"),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "short"),
        ("PUBLIC_URL", "memberzone.test"),
        ("PUBLIC_URL", "https://council.test/memberzone"),
        ("TRUSTED_PROXIES", "yes"),
        ("GATEWAY_THREADS", "-1"),
        ("UPDATE_PAPER_TEMPLATE", "gone.docx"),
        ("IDENTITY_PROVIDERS", "not json"),
        ("IDENTITY_PROVIDERS", '[{"key": "members"}]'),
        ("IDENTITY_PROVIDERS", json.dumps([PROVIDER | {"key": "../x"}])),
        ("IDENTITY_PROVIDERS", json.dumps([PROVIDER, PROVIDER])),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name):
        gateway_settings(GOOD | {name: value})


def test_the_server_ends_with_one_sentence_when_a_setting_is_wrong() -> None:
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "gateway.wsgi:app"]
    wrong = os.environ | GOOD | {"SECRET_KEY": "short"}
    ended = subprocess.run(command, env=wrong, capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 2
    assert ended.stderr == "SECRET_KEY is too short: set it to 16 random characters or more.\n"


def test_the_cookie_is_for_tls_only_where_there_is_tls(
    make_app: Callable[[GatewaySettings], Flask], settings: GatewaySettings
) -> None:
    app = make_app(replace(settings, public_url="https://memberzone.test"))
    header = app.test_client().get("/sign-in", base_url="https://memberzone.test").headers
    assert "Strict-Transport-Security" in header
    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-")


@pytest.mark.parametrize(("proxies", "seen"), [(0, "127.0.0.1"), (1, "192.0.2.7")])
def test_what_proxies_claim_is_believed_only_when_told_so(
    make_app: Callable[[GatewaySettings], Flask], settings: GatewaySettings, proxies: int, seen: str
) -> None:
    app = make_app(replace(settings, trusted_proxies=proxies))
    addresses: list[str | None] = []
    app.before_request(lambda: addresses.append(request.remote_addr))
    app.test_client().get("/", headers={"X-Forwarded-For": "192.0.2.7"})
    assert addresses == [seen]
