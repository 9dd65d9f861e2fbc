"""What the desk takes for a badge, a name, or nothing of ours (static/js/camera/codes.js, reading.js)."""

from tests.browser.pages import Visits

BADGE = "ABCDE23456"
LINK = f"HTTPS://EVENT.EXAMPLE/C/{BADGE}"
OTHER = "FGHJK23456"

MEANING = "text => import('/static/js/camera/codes.js').then(codes => codes.meaningOf(text))"
CODE = "text => import('/static/js/camera/codes.js').then(codes => codes.codeOfScan(text))"

# Plays (time, texts) through the reading and tells what it made of them.
READ = """frames => import('/static/js/camera/reading.js').then(({ createReading }) => {
  const told = [];
  const reading = createReading({
    onBadge: code => told.push(code),
    onForeign: () => told.push('foreign'),
    onBroken: () => told.push('broken'),
  });
  for (const [at, texts] of frames) reading.read(texts, at);
  return told;
})"""


BADGES = [
    f"HTTPS://EVENT.EXAMPLE/C/{BADGE}",
    f"https://event.example/c/{BADGE.lower()}",
    f"http://192.168.1.20:8000/C/{BADGE}",
    f"https://event.example/some/prefix/c/{BADGE}/?lang=nl",
    f"event.example/c/{BADGE}",
    f"]Q1HTTPS://EVENT.EXAMPLE/C/{BADGE}",
    f"]q1{BADGE}",
    f" {BADGE}\n",
]
NO_BADGES = [
    "https://event.example/C/ABC",
    "https://event.example/C/ABCDE2345O",
    "https://event.example/menu",
    "WIFI:S:venue;T:WPA;P:secret;;",
    "4006381333931",
    "",
    "https://event.example/C/%00",
]
TYPED = {
    "abcde-23456": "badge",
    "ABCDE 23456": "badge",
    "Van den Beek": "either",
    "Wiśniewski": "name",
    "jan@tudelft.nl": "name",
    "3M": "name",
    "4006381333931": "foreign",
    "https://shop.example": "foreign",
    "https://event.example/C/ABC": "foreign",
    "HTTPSÖ--EVENT.EXAMPLE-C-ZBCDE23456": "badge",
    "HTTPSM!!EVENT:EXQ?PLE!C!QBCDEé\"'(-": "badge",
    "QBCDEé\"'(-": "either",
    "Vandenbroucke-Lefebvre": "name",
    "jean-luc.van-den-bossche@example.org": "name",
    "O'Brien": "name",
    "Anne-Marie": "name",
}


async def test_a_badge_is_read_from_any_host_in_any_case(visits: Visits):
    page = await visits.open("/")
    assert [await page.evaluate(CODE, text) for text in BADGES] == [BADGE] * len(BADGES)


async def test_another_code_is_no_badge(visits: Visits):
    page = await visits.open("/")
    assert [await page.evaluate(CODE, text) for text in NO_BADGES] == [None] * len(NO_BADGES)


async def test_what_is_typed_is_a_badge_a_name_or_foreign(visits: Visits):
    page = await visits.open("/")
    assert {text: (await page.evaluate(MEANING, text))["kind"] for text in TYPED} == TYPED


async def test_a_badge_that_stays_before_the_camera_is_one_scan(visits: Visits):
    page = await visits.open("/")
    assert await page.evaluate(READ, [[at, [BADGE]] for at in range(0, 20_000, 100)]) == [BADGE]


async def test_a_badge_that_comes_back_is_a_new_scan_after_three_seconds(visits: Visits):
    page = await visits.open("/")
    assert await page.evaluate(READ, [[0, [LINK]], [2000, [LINK]], [4000, [LINK]]]) == [BADGE, BADGE]


async def test_another_badge_is_taken_at_once_and_the_first_stays_known(visits: Visits):
    page = await visits.open("/")
    assert await page.evaluate(READ, [[0, [LINK]], [100, [OTHER]], [200, [LINK]]]) == [BADGE, OTHER]


async def test_of_two_badges_side_by_side_the_second_waits_a_second(visits: Visits):
    page = await visits.open("/")
    assert await page.evaluate(READ, [[at, [LINK, OTHER]] for at in (0, 300, 900)]) == [BADGE]
    assert await page.evaluate(READ, [[at, [LINK, OTHER]] for at in (0, 900, 1100, 2300, 3500, 4700)]) == [
        BADGE,
        OTHER,
    ]


async def test_a_badge_is_taken_from_beside_a_foreign_code(visits: Visits):
    page = await visits.open("/")
    assert await page.evaluate(READ, [[0, ["https://sponsor.example", BADGE]]]) == [BADGE]


async def test_a_moving_badge_is_not_called_broken(visits: Visits):
    page = await visits.open("/")
    frames = [[0, []], [200, []], [400, []], [600, []], [800, [BADGE]], [1000, []], [1300, []], [1500, []]]
    assert await page.evaluate(READ, frames) == [BADGE]


async def test_a_code_that_gives_only_bad_frames_is_broken_once(visits: Visits):
    page = await visits.open("/")
    assert await page.evaluate(READ, [[at, []] for at in range(0, 9_000, 200)]) == ["broken"]
