"""The base template, the macros and the error pages, audited as HTML."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.gateway.page_checks import check_page, page_faults
from tests.gateway.style_sample import sample_app

WRONG_DATES = [
    {},
    {"received-day": "31", "received-month": "2", "received-year": "2026"},
    {"received-day": "x", "received-month": "²", "received-year": "٢٠٢٦"},
    {"received-day": "1", "received-year": "26"},
    {"received-day": "9" * 5000, "received-month": "1", "received-year": "0000"},
    {"received": "2026-11-21"},
]


@pytest.fixture(scope="module")
def app() -> Flask:
    return sample_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def posted(client: FlaskClient, **fields: str) -> str:
    """The form page's answer to these fields, sent with the page's own token and key."""
    page = client.get("/form").text
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    return client.post("/form", data={**hidden, **fields}).text


@pytest.mark.parametrize("address", ["/request", "/form", "/portfolio", "/sent"])
def test_sample_pages_have_no_faults(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    check_page(answer.text)


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 429])
def test_error_pages_have_no_faults_and_keep_their_status(client: FlaskClient, status: int) -> None:
    answer = client.get(f"/fault/{status}")
    assert answer.status_code == status
    check_page(answer.text)


def test_a_method_that_is_not_allowed_says_which_are(client: FlaskClient) -> None:
    assert set(client.delete("/portfolio", headers={}).headers["Allow"].split(", ")) >= {"GET"}


def test_a_fault_of_ours_is_told_with_a_reference_that_is_in_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.get("/broken")
    check_page(answer.text)
    reference = re.search(r"font-weight-bold\">([0-9A-F]{8})<", answer.text)
    assert answer.status_code == 500
    assert reference
    assert reference.group(1) in caplog.text
    assert "planted" not in answer.text


def test_a_stale_tab_shows_both_texts(client: FlaskClient) -> None:
    answer = client.get("/stale")
    check_page(answer.text)
    assert "Mine, 2 lines\nlong" in answer.text
    assert "Theirs &lt;b&gt;" in answer.text


def test_an_expired_form_shows_what_was_typed(client: FlaskClient) -> None:
    answer = client.post("/form", data={"ask": "Fill the <hole>", "key": "k"})
    check_page(answer.text)
    assert answer.status_code == 400
    assert "Fill the &lt;hole&gt;" in answer.text


def test_an_expired_form_from_another_site_shows_nothing_of_it(client: FlaskClient) -> None:
    answer = client.post("/form", data={"ask": "Bait"}, headers={"Sec-Fetch-Site": "cross-site"})
    check_page(answer.text)
    assert "Bait" not in answer.text


def test_a_service_that_is_away_keeps_the_typing_and_the_key(client: FlaskClient) -> None:
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', client.get("/form").text))
    answer = client.post("/away?from=form", data={**hidden, "ask": "Fill the <hole>"})
    check_page(answer.text)
    assert answer.status_code == 503
    assert f'name="key" value="{hidden["key"]}"' in answer.text
    assert 'name="ask" value="Fill the &lt;hole&gt;"' in answer.text
    assert 'action="/away?from=form"' in answer.text
    check_page(client.get("/away").text)


def test_errors_are_listed_linked_and_said_in_the_title(client: FlaskClient) -> None:
    page = posted(client, subject="x" * 41, **{"received-day": "31"})
    check_page(page)
    assert "<title>Error: Raise a request – Member Zone</title>" in page
    for link in ("#subject", "#ask", "#kind", "#received-month"):
        assert f'href="{link}"' in page
    assert "Date it came in must include a month and year" in page
    assert 'value="31"' in page


@pytest.mark.parametrize("parts", WRONG_DATES)
def test_no_date_however_malformed_breaks_the_page(client: FlaskClient, parts: dict[str, str]) -> None:
    check_page(posted(client, subject="Pothole", **parts))


def test_a_whole_form_is_taken(client: FlaskClient) -> None:
    fields = {"subject": "Pothole", "ask": "Fill it\r\n", "kind": "action", "service": "roads"}
    date = {"received-day": "20", "received-month": "11", "received-year": "2026"}
    assert "/sent" in posted(client, **fields, **date)


def test_the_key_stays_the_same_when_the_form_comes_back(client: FlaskClient) -> None:
    key = "3f0c8a52-6f57-4a43-9d43-0f5b1f6a0b11"
    assert f'value="{key}"' in posted(client, key=key)
    assert 'value="rubbish"' not in posted(client, key="rubbish")


def test_a_told_success_stands_on_the_next_page(client: FlaskClient) -> None:
    page = client.get("/told", follow_redirects=True).text
    check_page(page)
    assert "Your message was sent to Roads and Infrastructure." in page


def test_the_audit_finds_what_it_is_for() -> None:
    page = """<!DOCTYPE html><html lang="en"><head><title>Other</title></head>
    <body onload="x()"><main><h1 id="a">Page</h1>
    <p id="a" style="color:red">2026-11-21 and 3f0c8a52-6f57-4a43-9d43-0f5b1f6a0b11</p><a href="#gone"></a>
    <form method="post" action="/x"><input name="q"></form><script>1</script></main></body></html>"""
    faults = "\n".join(page_faults(page))
    for expected in ("title", "2 times", "style", "onload", "raw date", "the id 3f", "gone"):
        assert expected in faults
    for expected in ("no words", "csrf", "no label", "neither a nonce"):
        assert expected in faults
    assert "not valid HTML5" in "".join(page_faults("<p>no doctype"))
