"""Free ports on loopback, below the range the kernel hands out to outgoing connections."""

import random
import socket

LOWEST, HIGHEST = 20_000, 29_999


def is_free(port: int) -> bool:
    """Whether a server could listen on this loopback port now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Whether something listens on this loopback port now."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port(taken: frozenset[int] = frozenset()) -> int:
    """A free loopback port that is not in `taken`, chosen at random so that two copies rarely meet."""
    while True:
        port = random.randint(LOWEST, HIGHEST)
        if port not in taken and is_free(port):
            return port


def free_ports(count: int) -> list[int]:
    """`count` different free loopback ports."""
    found: list[int] = []
    while len(found) < count:
        found.append(free_port(frozenset(found)))
    return found
