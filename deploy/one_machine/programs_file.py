"""The programs of a copy and the file that tells supervisord about them."""

import os
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HEAD = """\
[supervisord]
nodaemon=true
{user}silent=true
logfile={var}/log/supervisor.log
logfile_maxbytes=10MB
logfile_backups=2
pidfile={var}/run/supervisord.pid
childlogdir={var}/log
[unix_http_server]
file={socket}
chmod=0700
[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""

# A program counts as started after 10 s; one that dies sooner is tried again 1 s, 2 s, 3 s ... later.
PROGRAM = """\
[program:{name}]
command={command}
directory={directory}
environment={environment}
autostart=false
autorestart=true
startsecs=10
startretries=1000000
stopwaitsecs={stop_seconds}
stopasgroup=false
killasgroup=true
redirect_stderr=true
stdout_logfile={var}/log/{name}.log
stdout_logfile_maxbytes=20MB
stdout_logfile_backups=2
"""


GROUP = """\
[group:{group}]
programs={names}
priority={order}
"""

# Groups in the order in which they are started; they are stopped one after the other from the last.
GROUPS = ("port_mapper", "broker", "services", "front")


@dataclass(frozen=True)
class Program:
    """One process of a copy."""

    name: str
    group: str
    command: Sequence[str]
    stop_seconds: int
    environment: Mapping[str, str] = field(default_factory=dict)
    directory: Path = field(default_factory=Path.cwd)


def configuration(var: Path, socket: Path, programs: Sequence[Program]) -> str:
    """What supervisord reads."""
    user = "user=root\n" if os.geteuid() == 0 else ""  # or it warns that it runs as root
    sections = [HEAD.format(var=_escaped(str(var)), socket=_escaped(str(socket)), user=user)]
    sections += [_section(var, program) for program in programs]
    for order, group in enumerate(GROUPS, start=1):
        names = [program.name for program in programs if program.group == group]
        if names:
            sections.append(GROUP.format(group=group, names=",".join(names), order=order))
    return "".join(sections)


def _section(var: Path, program: Program) -> str:
    # No program outlives its supervisor, however that ends.
    command = ["setpriv", "--pdeathsig", "TERM", "--", *program.command]
    pairs = [f'{name}="{_escaped(value)}"' for name, value in program.environment.items()]
    return PROGRAM.format(
        name=program.name,
        command=_escaped(shlex.join(command)),
        directory=_escaped(str(program.directory)),
        environment=",".join(pairs),
        stop_seconds=program.stop_seconds,
        var=_escaped(str(var)),
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%%")
