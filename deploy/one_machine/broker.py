"""A private RabbitMQ node on loopback: any user can run it, and all of it lives under one folder."""

import os
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import amqp

BIN = Path("/usr/lib/rabbitmq/bin")  # the wrapper in /usr/sbin refuses every user but root and rabbitmq
CONNECT_SECONDS = 5.0
ON_LOOPBACK = "-kernel inet_dist_use_interface {127,0,0,1} -start_epmd false"
WITHOUT_WAITING = "+sbwt none +sbwtdcpu none +sbwtdio none"

# RabbitMQ keeps in memory what its write-ahead log holds of messages: by default up to 512 MB.
CONFIGURATION = """\
listeners.tcp.1 = 127.0.0.1:{port}
default_user = {user}
default_pass = {password}
default_vhost = {vhost}
disk_free_limit.absolute = 50MB
raft.wal_max_size_bytes = 67108864
log.console = true
log.console.level = critical
log.file = broker.log
log.file.level = info
log.file.rotation.size = 10485760
log.file.rotation.count = 3
"""


def is_installed() -> bool:
    """Whether this machine has RabbitMQ's server and Erlang's port mapper."""
    return (BIN / "rabbitmq-server").exists() and shutil.which("epmd") is not None


@dataclass(frozen=True)
class BrokerNode:
    """Where a node lives and how to start and ask it.

    The user is made at the node's first start, in place of `guest`.
    """

    folder: Path
    port: int
    distribution_port: int
    epmd_port: int
    user: str
    password: str
    vhost: str = "memberzone"

    def uri(self, vhost: str | None = None) -> str:
        """The address of one virtual host (by default the node's first)."""
        path = quote(vhost or self.vhost, safe="")
        return f"amqp://{self.user}:{self.password}@127.0.0.1:{self.port}/{path}"

    def prepare(self) -> None:
        """Write the node's configuration, readable by its owner only."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        self._make_cookie()
        self._file("enabled_plugins").write_text("[].\n")
        self._file("environment").write_text("")  # or the machine's own /etc/rabbitmq would be read
        self._file("rabbitmq.conf").write_text(
            CONFIGURATION.format(port=self.port, user=self.user, password=self.password, vhost=self.vhost)
        )

    def _make_cookie(self) -> None:
        """Erlang would make one itself, but on a busy machine it has met its own before that was private."""
        try:
            made = os.open(self._file(".erlang.cookie"), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        except FileExistsError:
            return
        with os.fdopen(made, "w") as file:
            file.write(secrets.token_hex(20).upper())

    def environment(self) -> dict[str, str]:
        """What the server, the port mapper and rabbitmqctl need to know."""
        return {
            "HOME": str(self.folder),  # Erlang's cookie is kept here
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "ERL_EPMD_PORT": str(self.epmd_port),
            "RABBITMQ_NODENAME": "memberzone@127.0.0.1",
            "RABBITMQ_USE_LONGNAME": "true",  # so that no name has to be resolved
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": str(self.port),
            "RABBITMQ_DIST_PORT": str(self.distribution_port),
            "RABBITMQ_MNESIA_BASE": str(self._file("data")),
            "RABBITMQ_LOG_BASE": str(self._file("log")),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self._file("enabled_plugins")),
            "RABBITMQ_CONF_ENV_FILE": str(self._file("environment")),
            "RABBITMQ_CONFIG_FILE": str(self._file("rabbitmq.conf")),
            "RABBITMQ_CONFIG_FILES": str(self._file("more.d") / "*.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(self._file("advanced.config")),
            # Erlang's schedulers sleep when there is nothing to do: the processors are not theirs alone.
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": f"{ON_LOOPBACK} +S 2:2 {WITHOUT_WAITING}",
            "RABBITMQ_CTL_ERL_ARGS": ON_LOOPBACK,
            # The start script then becomes the server instead of watching over it: one process to signal.
            "RUNNING_UNDER_SYSTEMD": "true",
        }

    @property
    def server_command(self) -> list[str]:
        """Runs the node in the foreground; SIGTERM stops it in good order."""
        return [str(BIN / "rabbitmq-server")]

    @property
    def epmd_command(self) -> list[str]:
        """Runs the node's own port mapper in the foreground; it must be up before the node."""
        return [shutil.which("epmd") or "epmd", "-port", str(self.epmd_port), "-address", "127.0.0.1"]

    def control(self, *arguments: str, within: float = 60.0) -> str:
        """What `rabbitmqctl` prints; CalledProcessError when it refuses."""
        done = subprocess.run(
            [str(BIN / "rabbitmqctl"), "--quiet", *arguments],
            cwd=self.folder,  # a crash leaves its dump where it happens
            env=os.environ | self.environment(),
            check=True,
            capture_output=True,
            text=True,
            timeout=within,
        )
        return done.stdout

    def is_up(self) -> bool:
        """Whether it takes connections, which is the last thing that a node begins with when it starts."""
        connection = amqp.Connection(
            f"127.0.0.1:{self.port}",
            userid=self.user,
            password=self.password,
            virtual_host=self.vhost,
            connect_timeout=CONNECT_SECONDS,
            read_timeout=CONNECT_SECONDS,
        )
        try:
            connection.connect()
            connection.close()
        except (amqp.AMQPError, OSError):
            return False
        finally:
            connection.collect()
        return True

    def _file(self, name: str) -> Path:
        return self.folder / name
