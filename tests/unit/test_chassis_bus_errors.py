"""Trouble with the bus, and mistakes of our own, which must not be tried again for ever."""

import pytest
from amqp.exceptions import RecoverableConnectionError
from amqp.transport import TCPTransport

from services.chassis.bus import BUS_ERRORS, speaking
from services.chassis.publishing import ConfirmingPublisher, Outgoing


def test_a_transport_that_is_gone_is_trouble_with_the_bus() -> None:
    transport = TCPTransport.__new__(TCPTransport)
    transport.sock = None
    with pytest.raises(RecoverableConnectionError), speaking(), transport.having_timeout(1):
        pass


def test_a_mistake_of_our_own_while_publishing_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    publisher = ConfirmingPublisher("amqp://127.0.0.1:1//")
    monkeypatch.setattr(publisher, "_open", lambda: publisher.no_such_thing)  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="no_such_thing") as mistake:
        publisher.publish([Outgoing("", "", "", "")])
    assert not isinstance(mistake.value, BUS_ERRORS)
