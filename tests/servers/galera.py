"""A Galera cluster of three MariaDB nodes on this machine; tests/faults/test_cluster starts one.

The nodes begin as copies of one another, and a node that comes back gets what it missed. Nobody needs a
whole copy over the network, so the script that Galera would ask for one only passes on where the others are.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pymysql

from tests.servers import processes
from tests.servers.mariadb import MariaDB

NODES = 3
PROVIDERS = [
    Path("/usr/lib/galera/libgalera_smm.so"),
    Path("/usr/lib64/galera-4/libgalera_smm.so"),
]
NEW = "00000000-0000-0000-0000-000000000000:-1"
ONLY_WHAT_WAS_MISSED = """#!/bin/bash
# How Galera calls it: the one that joins says where it listens, and then what it was given there.
while (($#)); do
    case "$1" in
        --role) role="$2" ;;
        --address) address="$2" ;;
        --datadir) folder="$2" ;;
        --gtid) position="$2" ;;
    esac
    shift
done
if [[ $role == joiner ]]; then
    rm -f "$folder/joining"
    mkfifo "$folder/joining"
    echo "ready $folder/joining"
    cat "$folder/joining"
else
    echo "$position" >"$address"
    echo "done $position"
fi
"""


class Galera:
    """Three nodes; what one of them commits, all have."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="netevent-galera-"))
        script = self._folder / "wsrep_sst_missed"
        script.write_text(ONLY_WHAT_WAS_MISSED)
        script.chmod(0o755)
        ports = [processes.free_port() for _ in range(NODES)]
        self.nodes: list[Node] = [Founder(self._folder, ports)]
        self.nodes += [Node(self._folder, ports, number) for number in range(1, NODES)]

    def stop(self) -> None:
        """Each before the others have noticed: nobody says goodbye to a cluster that ends."""
        for node in self.nodes:
            node.kill()
            node.stop()
        shutil.rmtree(self._folder)


class Node(MariaDB):
    """A node that joins the others, which find each other at `ports`; `folder` has what it begins with."""

    def __init__(self, folder: Path, ports: list[int], number: int) -> None:
        self._cluster, self._ports, self._number = folder, ports, number
        super().__init__(durable=True)

    def _install(self) -> None:
        shutil.copytree(self._cluster / "data", self._folder / "data")

    def _create_account(self) -> None:
        """The founder has."""

    def _start(self) -> subprocess.Popen[bytes]:
        command = [self._program(), *self._arguments()]
        environment = os.environ | {"PATH": f"{self._cluster}{os.pathsep}{processes.SEARCH_PATH}"}
        position = f"--wsrep-start-position={self._position(command)}"
        process = processes.start([*command, position, *self._founding()], self._log, None, **environment)
        try:
            processes.wait_until(self._is_synced, process, self._log)
        except BaseException:
            processes.kill(process)
            raise
        return process

    def _founding(self) -> list[str]:
        return []

    def _position(self, command: list[str]) -> str:
        """The last change that its files have, whether or not it could say goodbye."""
        asked = [*command, "--wsrep-recover"]
        done = subprocess.run(asked, capture_output=True, text=True, check=True)
        found = re.search(r"Recovered position: (\S+)", done.stdout + done.stderr)
        return found[1] if found else NEW

    def _is_synced(self) -> bool:
        try:
            with self.connect(user="root") as connection, connection.cursor() as cursor:
                cursor.execute("SHOW STATUS LIKE 'wsrep_ready'")
                return cursor.fetchall() == (("wsrep_ready", "ON"),)
        except pymysql.err.OperationalError:  # it does not listen yet
            return False

    def _arguments(self) -> list[str]:
        others = ",".join(f"127.0.0.1:{port}" for port in self._ports)
        listens = f"gmcast.listen_addr=tcp://127.0.0.1:{self._ports[self._number]}"
        hears_what_it_missed = f"ist.recv_addr=127.0.0.1:{processes.free_port()}"
        return [
            *super()._arguments(),
            "--wsrep-on=1",
            f"--wsrep-provider={_provider()}",
            f"--wsrep-provider-options={listens};{hears_what_it_missed};gcache.size=64M",
            f"--wsrep-cluster-address=gcomm://{others}",
            f"--wsrep-node-name=node-{self._number}",
            "--wsrep-node-address=127.0.0.1",
            "--wsrep-sst-method=missed",
            "--binlog-format=ROW",
            "--innodb-autoinc-lock-mode=2",
        ]


class Founder(Node):
    """The first node: it leaves a copy of itself for the others, and then begins the cluster."""

    def __init__(self, folder: Path, ports: list[int]) -> None:
        self._founds = True
        super().__init__(folder, ports, 0)
        processes.stop(self._process)
        shutil.copytree(self._folder / "data", folder / "data", ignore=shutil.ignore_patterns("galera.cache"))
        self.start()
        self._founds = False

    def _install(self) -> None:
        MariaDB._install(self)

    def _create_account(self) -> None:
        MariaDB._create_account(self)

    def _founding(self) -> list[str]:
        return ["--wsrep-new-cluster"] if self._founds else []


def _provider() -> Path:
    for path in PROVIDERS:
        if path.exists():
            return path
    return Path(processes.go_without("galera-4 is not installed; scripts/test_services.sh names the package"))
