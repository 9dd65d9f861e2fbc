"""A real IMAP server for the tests: one user, whose mails lie in a folder."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from textwrap import dedent
from urllib.parse import quote

from netevent.core.certificate import local_certificate
from tests.servers import processes

USER = "bounces"
PASSWORD = "pässwörd/@:1"


class Dovecot:
    """`imap://` with STARTTLS, whose certificate nobody signed; without it too, where the test allows it."""

    def __init__(self, *, offers_tls: bool = False) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="netevent-dovecot-"))
        self._folder.chmod(0o755)
        self._mails = self._folder / "mails"
        self._log = self._folder / "server.log"
        self.port, self._count = processes.free_port(), 0
        self.certificate = local_certificate(self._folder, "127.0.0.1", datetime.now(UTC))
        self.clear()
        configuration = self._folder / "dovecot.conf"
        configuration.write_text(self._configuration(offers_tls))
        program = processes.find_program("dovecot")
        self._process = processes.start([program, "-F", "-c", str(configuration)], self._log)
        processes.wait_until(lambda: processes.accepts_connections(self.port), self._process, self._log)

    def url(self, password: str = PASSWORD, folder: str = "INBOX") -> str:
        return f"imap://{USER}:{quote(password, safe='')}@127.0.0.1:{self.port}/{folder}"

    def receive(self, *mails: bytes) -> None:
        for mail in mails:
            self._count += 1
            file = self._mails / "new" / f"{1_700_000_000 + self._count}.M{self._count}P1.localhost"
            file.write_bytes(mail)
            self._give(file)

    def flags(self) -> list[str]:
        """Of each mail in the order of their coming: `S` is read, `F` has a star; empty: not looked at."""
        files = sorted((*self._mails.glob("new/*"), *self._mails.glob("cur/*")), key=lambda file: file.name)
        return [file.name.partition(":2,")[2] for file in files]

    def clear(self) -> None:
        """An empty mailbox; the server notices."""
        shutil.rmtree(self._mails, ignore_errors=True)
        for name in ("", "new", "cur", "tmp"):
            (self._mails / name).mkdir()
            self._give(self._mails / name)

    def close(self) -> None:
        processes.stop(self._process)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _give(self, path: Path) -> None:
        """Dovecot lets no root have mails."""
        if os.geteuid() == 0:
            owner = pwd.getpwnam("nobody")
            os.chown(path, owner.pw_uid, owner.pw_gid)

    def _configuration(self, offers_tls: bool) -> str:
        me, group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
        reader = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        others = "" if os.geteuid() == 0 else f"default_login_user = {me}\ndefault_internal_user = {me}"
        return dedent(f"""\
            base_dir = {self._folder}/run
            state_dir = {self._folder}/state
            log_path = /dev/stderr
            protocols = imap
            listen = 127.0.0.1
            {others}
            default_internal_group = {group}
            first_valid_uid = 1
            ssl = {"yes" if offers_tls else "no"}
            ssl_cert = <{self.certificate.certificate}
            ssl_key = <{self.certificate.key}
            disable_plaintext_auth = no
            auth_failure_delay = 0
            mail_location = maildir:{self._mails}
            mail_uid = {reader.pw_uid}
            mail_gid = {reader.pw_gid}
            service imap-login {{
              chroot =
              inet_listener imap {{
                port = {self.port}
              }}
              inet_listener imaps {{
                port = 0
              }}
            }}
            service anvil {{
              chroot =
              unix_listener anvil-auth-penalty {{
                mode = 0
              }}
            }}
            service stats {{
              chroot =
            }}
            passdb {{
              driver = static
              args = password={PASSWORD}
            }}
            userdb {{
              driver = static
              args = home={self._folder}/home
            }}
            """)
