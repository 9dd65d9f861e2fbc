"""What the doctor finds of the sender's domain, asked of a real DNS server."""

from __future__ import annotations

from typing import Any

import pytest

from netevent.doctor import names as asking
from netevent.doctor.finding import Finding, Health
from netevent.doctor.names import Names
from netevent.doctor.sender.domain import examine_sender
from netevent.settings import read_settings
from tests.doctor.conftest import DOMAIN, SERVER, key_of, text
from tests.servers.dns import DnsServer

SPF, DKIM, DMARC = (DOMAIN, "TXT"), (f"brevo1._domainkey.{DOMAIN}", "TXT"), (f"_dmarc.{DOMAIN}", "TXT")


async def found(names: Names, **changed: Any) -> dict[str, Finding]:
    given = {"smtp_url": "smtp://mail.summit.eu:587", "mail_from": f"Summit <hello@{DOMAIN}>"} | changed
    findings = [one async for one in examine_sender(read_settings(**given, _env_file=None), names)]
    assert len({one.subject for one in findings}) == len(findings)
    assert all(one.fix for one in findings if one.health is not Health.good)
    return {one.subject: one for one in findings}


async def health(names: Names, **changed: Any) -> dict[str, str]:
    return {subject: one.health.value for subject, one in (await found(names, **changed)).items()}


async def test_a_domain_that_is_set_up_well_is_well(names: Names):
    findings = await found(names)
    assert [*findings] == ["sender", "SPF", "DKIM", "DMARC", "alignment"]
    assert {one.health for one in findings.values()} == {Health.good}
    assert "mail.summit.eu" in findings["sender"].text
    assert SERVER in findings["SPF"].text
    assert "brevo1" in findings["DKIM"].text
    assert "reject" in findings["DMARC"].text


async def test_without_a_mail_server_nobody_is_asked(names: Names, dns_server: DnsServer):
    assert await found(names, smtp_url="") == {}
    assert dns_server.asked == []


@pytest.mark.parametrize(
    "sender", ["x@localhost", "x@example.org", "x@mail.example.com", "x@netevent.test", "x@server", "nobody"]
)
async def test_a_sender_of_no_real_domain_is_wrong(names: Names, dns_server: DnsServer, sender: str):
    assert await health(names, mail_from=sender) == {"sender": "broken"}
    assert await health(names, mail_from=sender, smtp_url="smtp://127.0.0.1:1025") == {"sender": "look"}
    assert dns_server.asked == []


async def test_a_domain_that_is_not_there_is_broken(names: Names):
    findings = await found(names, mail_from="hello@sumit.eu")
    assert [*findings] == ["sender"]
    assert findings["sender"].health is Health.broken
    assert "sumit.eu" in findings["sender"].text


@pytest.mark.parametrize("records", [[], ["0 ."]])
async def test_a_domain_that_takes_no_mail_is_broken(names: Names, dns_server: DnsServer, records: list[str]):
    dns_server.records[DOMAIN, "MX"] = records
    assert await health(names) == {"sender": "broken"}


async def test_a_domain_without_mx_takes_mail_at_its_own_address(names: Names, dns_server: DnsServer):
    del dns_server.records[DOMAIN, "MX"]
    dns_server.records[DOMAIN, "A"] = [SERVER]
    assert (await health(names))["sender"] == "ok"


async def test_where_bounces_go_must_take_mail_too(names: Names):
    findings = await found(names, bounces_to="bounces@gone.summit.eu")
    assert findings["sender"].health is Health.broken
    assert "gone.summit.eu" in findings["sender"].text


async def test_offline_there_is_one_finding(
    names: Names, dns_server: DnsServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(asking, "ANSWER_SECONDS", 0.3)
    dns_server.silent = True
    findings = await found(names)
    assert [*findings] == ["sender"]
    assert findings["sender"].health is Health.doubtful
    assert "does not answer" in findings["sender"].text


# ---- SPF ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], "look"),
        (["v=spf1 -all"], "look"),
        (["v=spf1 mx -all"], "ok"),
        (["v=spf1 a:mail.summit.eu ~all"], "ok"),
        (["v=spf1 ip4:5.9.0.0/16 -all"], "ok"),
        (["v=spf1 -ip4:5.9.0.1 +all"], "look"),
        (["v=spf1 redirect=other.summit.eu"], "ok"),
        (["v=spf1 include:other.summit.eu -all"], "ok"),
        (["v=spf1 include:nowhere.summit.eu -all"], "broken"),
        (["v=spf1 a -all", "v=spf1 mx -all"], "broken"),
        (["v=spf1 ipv4:5.9.0.1 -all"], "broken"),
        (["v=spf1 ip4:5.9.0.1000 -all"], "broken"),
        (["v=spf1 include:summit.eu -all"], "broken"),
        (["v=spf10 ip4:5.9.0.1 -all"], "look"),
    ],
)
async def test_spf_is_followed(names: Names, dns_server: DnsServer, records: list[str], expected: str):
    dns_server.records[SPF] = [text(record) for record in records]
    dns_server.records["other.summit.eu", "TXT"] = [text(f"v=spf1 ip4:{SERVER} -all")]
    assert (await health(names))["SPF"] == expected


async def test_spf_that_takes_too_many_look_ups_is_broken(names: Names, dns_server: DnsServer):
    terms = " ".join(f"a:host{number}.summit.eu" for number in range(11))
    dns_server.records[SPF] = [text(f"v=spf1 {terms} ip4:{SERVER} -all")]
    finding = (await found(names))["SPF"]
    assert (finding.health, "look-ups" in finding.text) == (Health.broken, True)


async def test_what_a_known_provider_wants_included_is_enough(names: Names, dns_server: DnsServer):
    dns_server.records["smtp.gmail.com", "A"] = ["5.9.0.9"]
    dns_server.records["_spf.google.com", "TXT"] = [text("v=spf1 ip4:5.8.0.0/24 ~all")]
    gmail = {"smtp_url": "smtp://smtp.gmail.com:587"}
    finding = (await found(names, **gmail))["SPF"]
    assert (finding.health, "include:_spf.google.com" in finding.fix) == (Health.doubtful, True)
    dns_server.records[SPF] = [text("v=spf1 include:_spf.google.com ~all")]
    assert (await health(names, **gmail))["SPF"] == "ok"


async def test_a_server_in_the_own_network_is_not_judged(names: Names, dns_server: DnsServer):
    local = {"smtp_url": "smtp://127.0.0.1:25"}
    assert (await health(names, **local))["SPF"] == "ok"
    dns_server.records[SPF] = [text("v=spf1 nonsense")]
    assert (await health(names, **local))["SPF"] == "broken"


# ---- DKIM and DMARC -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (f"v=DKIM1; p={key_of(1024)}", "ok"),
        ("k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", "ok"),
        ("v=DKIM1; p=", "broken"),
        (f"v=DKIM1; p={key_of(1024)[:60]}", "broken"),
        ("v=DKIM1; p=§§§", "broken"),
        ("something else", "look"),
    ],
    # The keys are new each time; the names of tests must be the same in each process that runs them.
    ids=["of 1024 bits", "ed25519", "taken back", "cut off", "no base64", "no key"],
)
async def test_a_key_must_work(names: Names, dns_server: DnsServer, record: str, expected: str):
    dns_server.records[DKIM] = [text(record)]
    assert (await health(names))["DKIM"] == expected


async def test_a_selector_of_the_settings_is_the_only_one(names: Names, dns_server: DnsServer):
    assert (await health(names, dkim_selector="autumn"))["DKIM"] == "broken"
    dns_server.records[f"autumn._domainkey.{DOMAIN}", "CNAME"] = [f"brevo1._domainkey.{DOMAIN}."]
    assert (await health(names, dkim_selector="autumn"))["DKIM"] == "ok"


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("v=DMARC1; p=none", "ok"),
        ("v=DMARC1;p=quarantine", "ok"),
        ("v=DMARC1; p=all", "broken"),
        ("x", "look"),
    ],
)
async def test_dmarc_is_read(names: Names, dns_server: DnsServer, record: str, expected: str):
    dns_server.records[DMARC] = [text(record)]
    assert (await health(names))["DMARC"] == expected


async def test_dmarc_of_the_domain_above_counts(names: Names, dns_server: DnsServer):
    dns_server.records["tickets.summit.eu", "MX"] = ["10 mail.summit.eu."]
    dns_server.records[DMARC] = [text("v=DMARC1; p=reject; sp=quarantine")]
    finding = (await found(names, mail_from="hello@tickets.summit.eu"))["DMARC"]
    assert "quarantine" in finding.text


async def test_mails_pass_by_a_signature_or_by_spf_of_the_same_domain(names: Names, dns_server: DnsServer):
    del dns_server.records[DKIM]
    assert (await health(names))["alignment"] == "ok"
    dns_server.records["elsewhere.eu", "MX"] = ["10 mail.summit.eu."]
    dns_server.records["elsewhere.eu", "TXT"] = [text(f"v=spf1 ip4:{SERVER} -all")]
    elsewhere = {"bounces_to": "bounces@elsewhere.eu"}
    assert (await health(names, **elsewhere)) | {} == {
        "sender": "ok",
        "SPF": "ok",
        "DKIM": "look",
        "DMARC": "ok",
        "alignment": "broken",
    }
    dns_server.records[DMARC] = [text("v=DMARC1; p=none")]
    assert (await health(names, **elsewhere))["alignment"] == "look"


async def test_brevo_needs_a_key_and_no_spf(names: Names, dns_server: DnsServer):
    brevo = {"smtp_url": "smtp://smtp-relay.brevo.com:587"}
    del dns_server.records[SPF]
    assert set((await health(names, **brevo)).values()) == {"ok"}
    del dns_server.records[DKIM]
    broken = await health(names, **brevo)
    assert (broken["DKIM"], broken["alignment"]) == ("broken", "broken")
