"""The guard against visible texts that go past gettext, on templates and scripts made here."""

from pathlib import Path

import pytest

from tests.scripts.loading import script

ROOT = Path(__file__).resolve().parents[2]


check_bare_texts = script("check_bare_texts")


def faults(tmp_path: Path, name: str, source: str) -> list[str]:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source)
    return list(check_bare_texts.faults_of_tree(tmp_path))


@pytest.mark.parametrize(
    "bare",
    [
        "<p>Nobody is here yet</p>",
        '<p>{{ _("Here") }} and there</p>',
        '<img alt="A badge" src="{{ path("x") }}">',
        '<a title="Go on"></a>',
        '<button aria-label="Close">×</button>',
        '<input placeholder="Your name">',
        '<input type="submit" value="Send">',
        '<meta name="description" content="What this is">',
        "<title>Agenda · NetEvent</title>",
        '{{ empty("users", "Nobody is here yet") }}',
        '{% call tab("agenda", "/", "calendar", "Agenda") %}{% endcall %}',
        '<p>{{ _("Here") if here else "Elsewhere" }}</p>',
    ],
)
def test_a_bare_text_in_a_template_is_named_with_its_place(tmp_path: Path, bare: str):
    found = faults(tmp_path, "templates/home/new.html", f"{{# A page. #}}\n{bare}\n")
    assert [fault.partition(": ")[0] for fault in found] == ["templates/home/new.html:2"]


@pytest.mark.parametrize(
    "fine",
    [
        '<p title="{{ _("Whose it is") }}">{{ _("Here") }} · {{ name }}, 12:30 (UTC)</p>',
        "{# What it is for. #}<p>{% trans %}Here and there{% endtrans %}</p>",
        '<p class="large muted">{{ icon("circle-alert") }}{% if kind == "Round" %}&nbsp;{% endif %}</p>',
        '{% set act %}form="act" hx-vals=\'{"view": "a b"}\'{% endset %}',
        '<p>{{ ngettext("One of them", "%(num)s of them", 3) }}</p>',
        '<script>const text = "Not shown";</script>',
    ],
)
def test_what_is_translated_or_not_seen_is_no_fault(tmp_path: Path, fine: str):
    assert faults(tmp_path, "templates/home/new.html", fine) == []


def test_a_bare_line_of_a_mail_is_a_fault(tmp_path: Path):
    found = faults(tmp_path, "templates/emails/new/body.txt", '{{ _("Hello") }}\n\nYours, the team\n')
    assert [fault.partition(": ")[0] for fault in found] == ["templates/emails/new/body.txt:3"]


@pytest.mark.parametrize(
    "bare",
    [
        'place.textContent = "Not sent";',
        "button.title = sent ? `Sent ${time}` : time;",
        'alert("No camera");',
        "button.setAttribute('aria-label', 'Close');",
        'place.insertAdjacentHTML("beforeend", `<p>${name} is in</p>`);',
    ],
)
def test_a_literal_that_a_script_shows_is_a_fault(tmp_path: Path, bare: str):
    found = faults(tmp_path, "static/js/new.js", f'"use strict";\n{bare}\n')
    assert [fault.partition(": ")[0] for fault in found] == ["static/js/new.js:2"]


def test_a_script_may_show_what_its_page_gave(tmp_path: Path):
    fine = 'place.textContent = place.dataset.text.replace("{count}", count);\nplace.title = "";\n'
    assert faults(tmp_path, "static/js/new.js", fine) == []


def test_the_product_has_no_bare_text():
    assert list(check_bare_texts.faults_of_tree(ROOT)) == []
