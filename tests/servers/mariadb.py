"""A MariaDB server for the tests; tests/conftest.py starts one for each worker of the run."""

import contextlib
import getpass
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import pymysql
from pymysql.connections import Connection
from pymysql.cursors import Cursor

from tests.servers import processes
from tests.servers.memory import folder_in_memory

SMALL = [
    "--innodb-buffer-pool-size=128M",
    "--innodb-log-file-size=48M",
    "--innodb-lock-wait-timeout=10",
    "--performance-schema=0",
    "--skip-log-bin",
]
# What is committed outlives a kill -9 and a power failure.
DURABLE = ["--innodb-flush-log-at-trx-commit=1", "--innodb-flush-method=fsync"]
# Nothing outlives the server; nothing waits for a disk either.
IN_MEMORY = [
    "--innodb-flush-log-at-trx-commit=0",
    "--innodb-flush-method=nosync",
    "--innodb-doublewrite=0",
]

LOCK_WAIT_TIMEOUT = 1205  # MariaDB's number for it


class MariaDB:
    """One server with the account netevent/netevent, which may do everything.

    A `durable` one keeps what it committed when it is killed, any other one only while it runs.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self._durability = DURABLE if durable else IN_MEMORY
        where = None if durable else folder_in_memory()
        self._folder = Path(tempfile.mkdtemp(prefix="netevent-mariadb-", dir=where))  # short: for its socket
        self._log = self._folder / "server.log"
        self.port = processes.free_port()
        self._install()
        self._process = self._start()
        self._create_account()

    def url(self, database: str) -> str:
        return f"mysql+aiomysql://netevent:netevent@127.0.0.1:{self.port}/{database}?charset=utf8mb4"

    def connect(self, database: str | None = None, user: str = "netevent") -> "Connection[Cursor]":
        """A plain blocking connection, for what a test does to the database behind the application's back."""
        return pymysql.connect(
            host="127.0.0.1",
            port=self.port,
            user=user,
            password="" if user == "root" else "netevent",
            database=database,
            charset="utf8mb4",
            autocommit=True,
            ssl_disabled=True,  # otherwise pymysql reads all certificates of this system, in 18 ms
        )

    def limited_url(self, database: str) -> str:
        """For an account that may do everything with its tables and nothing with the server."""
        self.execute("CREATE USER IF NOT EXISTS limited@'%' IDENTIFIED BY 'netevent'", "root")
        self.execute(f"GRANT ALL ON `{database}`.* TO limited@'%'", "root")
        return self.url(database).replace("netevent:netevent@", "limited:netevent@")

    def create_database(self, name: str) -> None:
        self.execute(f"CREATE DATABASE `{name}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")

    def drop_database(self, name: str) -> None:
        self._end_connections("SELECT id FROM information_schema.processlist WHERE db = %s", name)
        self.execute(f"DROP DATABASE `{name}`")

    def execute(self, statement: str, user: str = "netevent") -> None:
        with self.connect(user=user) as connection, connection.cursor() as cursor:
            cursor.execute(statement)

    def until_somebody_waits(self) -> None:
        """Until a transaction waits for another's lock."""
        processes.wait_until(self._does_somebody_wait, self._process, self._log)

    def _does_somebody_wait(self) -> bool:
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'")
            return cursor.fetchall() != (("Innodb_row_lock_current_waits", "0"),)

    def empty_tables(self, database: str) -> None:
        """Delete all rows of all tables; what an earlier test's dead process still locks is let go."""
        for _attempt in range(10):
            try:
                return self._delete_rows(database)
            except pymysql.err.OperationalError as error:
                if error.args[0] != LOCK_WAIT_TIMEOUT:
                    raise
                self._end_connections("SELECT trx_mysql_thread_id FROM information_schema.innodb_trx")
        raise RuntimeError(f"somebody holds locks in {database} and cannot be stopped")

    def _delete_rows(self, database: str) -> None:
        with self.connect(database) as connection, connection.cursor() as cursor:
            cursor.execute("SET foreign_key_checks = 0, innodb_lock_wait_timeout = 1, lock_wait_timeout = 1")
            cursor.execute("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")
            for table, _type in cursor.fetchall():
                cursor.execute(f"DELETE FROM `{table}`")  # noqa: S608  # the server itself gave the name

    def _end_connections(self, selection: str, *arguments: str) -> None:
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(selection, arguments)
            for (thread,) in cursor.fetchall():
                with contextlib.suppress(pymysql.err.OperationalError):  # it has just ended by itself
                    cursor.execute("KILL HARD CONNECTION %s", (thread,))

    def stop(self) -> None:
        processes.stop(self._process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        """Start again, on the same port and with the same data."""
        self._process = self._start()

    def kill(self) -> None:
        """End at once, as when the power fails."""
        processes.kill(self._process)

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def signal(self, number: signal.Signals) -> None:
        """SIGSTOP and SIGCONT: a server that hangs for a while."""
        self._process.send_signal(number)

    def _start(self) -> subprocess.Popen[bytes]:
        process = processes.start([self._program(), *self._arguments()], self._log)
        try:
            processes.wait_until(lambda: processes.accepts_connections(self.port), process, self._log)
        except BaseException:
            processes.kill(process)
            raise
        return process

    def _install(self) -> None:
        install = processes.find_program("mariadb-install-db", "mysql_install_db")
        arguments = [
            "--no-defaults",
            f"--datadir={self._folder / 'data'}",
            f"--user={getpass.getuser()}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
        ]
        environment = {**os.environ, "PATH": processes.SEARCH_PATH}
        done = subprocess.run(
            [install, *arguments], capture_output=True, text=True, env=environment, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(done.stdout + done.stderr)

    def _program(self) -> str:
        return processes.find_program("mariadbd", "mysqld")

    def _arguments(self) -> list[str]:
        return [
            "--no-defaults",
            f"--user={getpass.getuser()}",  # as root, mariadbd insists on being told so
            f"--datadir={self._folder / 'data'}",
            f"--socket={self._folder / 'socket'}",
            f"--pid-file={self._folder / 'pid'}",
            "--bind-address=127.0.0.1",
            f"--port={self.port}",
            "--skip-name-resolve",
            "--max-connections=500",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_unicode_ci",
            *SMALL,
            *self._durability,
        ]

    def _create_account(self) -> None:
        with self.connect(user="root") as connection, connection.cursor() as cursor:
            cursor.execute("CREATE USER netevent@'%' IDENTIFIED BY 'netevent'")
            cursor.execute("GRANT ALL ON *.* TO netevent@'%'")
