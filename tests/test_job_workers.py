"""Who does the jobs that wait."""

from sqlalchemy import select

from netevent.core.database import Database
from netevent.core.database.tables import jobs
from netevent.core.mail import Recipient, WrittenMail, queue_mail
from netevent.core.pace import Pace
from netevent.core.site import Limits
from netevent.job_workers import job_workers
from netevent.notification_kinds import INBOX
from netevent.payments.providers.all import providers_of
from netevent.push.keys.keeping import PushKeys
from netevent.push.sending.sender import Sender
from netevent.push.subscriptions.endpoints import push_services
from netevent.settings import Settings
from tests.servers.mail import Mailbox

HELLO = WrittenMail("Hello", "Come in\n", "<p>Come in</p>")


async def do_all_jobs(database: Database, settings: Settings) -> None:
    """As a server with these settings does."""
    keys = PushKeys(settings, database)
    sender = Sender(keys, push_services(settings.push_services))
    providers = providers_of(settings)
    for worker in job_workers(settings, database, providers, Limits(""), INBOX, sender, Pace()):
        await worker.run_due()
    await sender.close()


async def test_mail_waits_untouched_until_a_mail_server_is_set(
    database: Database, settings: Settings, mailbox: Mailbox
):
    await database.transact(queue_mail, mail=HELLO, to=Recipient("marta@example.com", "en"))
    await do_all_jobs(database, settings.model_copy(update={"smtp_url": ""}))
    waiting = (await database.read(lambda tx: tx.execute(select(jobs)).all()))[0]
    assert (waiting.state, waiting.tries, waiting.failures) == ("waiting", 0, 0)
    await do_all_jobs(database, settings.model_copy(update={"smtp_url": mailbox.url}))
    assert (await mailbox.mail_to("marta@example.com"))["Subject"] == "Hello"
