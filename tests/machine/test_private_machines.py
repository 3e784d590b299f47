"""The broker and the database that tests are given."""

import kombu
import psutil
import pytest
import sqlalchemy

from tests.machines.broker import PrivateBroker, connected
from tests.machines.postgres import ThrowAwayPostgres
from tests.waiting import PATIENCE, until

CONFIRMED = {"confirm_publish": True}


def connects(uri: str) -> bool:
    try:
        with kombu.Connection(uri, connect_timeout=2) as connection:
            connection.connect()
    except OSError:
        return False
    return True


def test_each_vhost_is_new_and_usable(broker: PrivateBroker) -> None:
    one, two = broker.new_vhost(), broker.new_vhost()
    assert one != two
    with connected(broker.uri(one)) as connection:
        kombu.Queue("letters", channel=connection.default_channel, durable=True).declare()
    assert set(broker.queues(one)) == {"letters"}
    assert broker.queues(two) == {}


def test_there_is_one_user_and_no_guest(broker: PrivateBroker) -> None:
    assert [line.split()[0] for line in broker.control("list_users").splitlines()[1:]] == ["tests"]


def test_it_listens_on_loopback_only(broker: PrivateBroker) -> None:
    node = broker.node
    mine = {node.port, node.distribution_port, node.epmd_port}
    listening = [c.laddr for c in psutil.net_connections("tcp") if c.status == psutil.CONN_LISTEN]
    found = {address.port: address.ip for address in listening if address.port in mine}
    assert set(found) == mine
    assert set(found.values()) <= {"127.0.0.1", "::1"}


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_it_comes_back_with_what_it_kept(broker: PrivateBroker, vhost: str, vhost_uri: str, end: str) -> None:
    with kombu.Connection(vhost_uri, connect_timeout=5 * PATIENCE, transport_options=CONFIRMED) as connection:
        connection.SimpleQueue("letters").put("kept", delivery_mode=2)
    getattr(broker, end)()
    assert not connects(vhost_uri)
    broker.start()
    until(lambda: broker.queues(vhost).get("letters", {}).get("messages") == 1, what="the message")


def test_a_frozen_broker_accepts_nothing_until_it_thaws(broker: PrivateBroker, vhost_uri: str) -> None:
    broker.freeze()
    try:
        assert not connects(vhost_uri)
    finally:
        broker.thaw()
    until(lambda: connects(vhost_uri), what="the broker's thaw")


def test_a_memory_alarm_blocks_publishers_until_it_is_cleared(
    broker: PrivateBroker, vhost: str, vhost_uri: str
) -> None:
    with connected(vhost_uri) as connection:  # closed last: the broker does not read while it alarms
        queue = connection.SimpleQueue("letters")
        broker.raise_memory_alarm()
        try:
            queue.put("late")
            assert broker.queues(vhost)["letters"]["messages"] == 0
        finally:
            broker.clear_memory_alarm()
        until(lambda: broker.queues(vhost)["letters"]["messages"] == 1, what="the blocked message")


def test_a_new_database_is_empty_and_writable(database_url: str) -> None:
    engine = sqlalchemy.create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("CREATE TABLE letter (words TEXT)"))
    assert sqlalchemy.inspect(engine).get_table_names() == ["letter"]
    engine.dispose()


def test_each_postgresql_database_is_its_own(postgresql_url: str, postgres: ThrowAwayPostgres) -> None:
    assert postgres.new_database() != postgresql_url
