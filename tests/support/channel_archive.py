"""A made archive of a channel, its outlet's site and a closed channel, as tests and eyes look at it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from archive.crawl_state.rows import HealthRow, HealthState
from archive.crawl_state.runs import RunLog
from archive.data_folder import DataFolder
from archive.exchange import Exchange, Page
from archive.identity.channels import message_address, preview_address
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.model import Outlet, Reading
from archive.times import stamp
from spiders.outlets.telegram import Channel, channel_outlet
from tests.support.outlet_server.channel import Made, MadeChannel, made_messages
from tests.support.reading_room import Site

AT = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
SITE = "https://t.me"
OWNER = Outlet(
    name="wadi",
    title="صحيفة الوادي",
    title_en="The Wadi Paper",
    home="https://wadi.example/",
    hosts=("wadi.example",),
    routes=(),
    key_rules=(r"^/news/(?P<id>\d+)$",),
)
CHANNEL = channel_outlet(Channel("Wadi_Channel", "قناة الوادي", "Wadi channel", of="wadi"))
CLOSED = channel_outlet(Channel("Wadi_Closed", "قناة الوادي المغلقة", "Closed Wadi channel", of="wadi"))
PUMP = (
    "عودة الضخ إلى أحياء القسم الشرقي\nالطاقة الآن ستون بالمئة والجدول في الصورتين\nالتفاصيل: wadi.example/news/70012"
)


def make(data: Path) -> Site:
    """By name: `album` (forwarded, edited), `plain`, `gone`, `article`, which the album leads to, and `source`, whose
    message was forwarded."""
    site = MadeChannel(name=CHANNEL.channel)
    first = made_messages(range(18201, 18221), AT)
    album = Made(
        18212,
        PUMP,
        AT + timedelta(minutes=11),
        parts=(18213,),
        forwarded=("قناة الوادي", f"{SITE}/{CHANNEL.channel}/18203"),
        links=(("wadi.example/news/70012", "http://wadi.example/news/70012"),),
    )
    site.post(*(one for one in first if one.number not in (18205, 18213, 18214)), album)
    with Writer(DataFolder(data), "made") as writer:
        writer.outlets = {one.name: one for one in (OWNER, CHANNEL, CLOSED)}
        with Intake(data, OWNER, writer) as intake:
            page = Page(
                url="https://wadi.example/news/70012",
                final_url="https://wadi.example/news/70012",
                status=200,
                headers=(),
                body=b"",
                fetched_at=AT,
            )
            intake.consider(page, Reading(title="إصلاح محطة الضخ الشرقية", text=f"{PUMP}\n{'نص الخبر كاملًا. ' * 12}"))
        with Intake(data, CHANNEL, writer) as intake:
            take_page(intake, site, AT + timedelta(hours=1))
            site.edit(18212, PUMP.replace("ستون", "سبعون"))
            site.delete(18207, 18208)
            for day in range(1, 5):
                take_page(intake, site, AT + timedelta(days=day), known=(18207, 18208))
        with Intake(data, CLOSED, writer):
            pass
        ids = dict(writer.store.db.conn.execute("SELECT key, id FROM articles").fetchall())
    with RunLog(DataFolder(data).service) as run_log:
        run_log.put_health([health(CHANNEL, "ok", ""), health(CLOSED, "closed", "preview_closed")])
    names = {"album": "18212", "plain": "18210", "gone": "18207", "source": "18203", "article": "70012"}
    return Site(data, {name: ids[key] for name, key in names.items()})


def health(outlet: Outlet, state: HealthState, cause: str) -> HealthRow:
    return {
        "outlet": outlet.name,
        "state": state,
        "cause": cause,
        "since": stamp(AT),
        "last_new": None,
        "expected": "",
        "given_up": 0,
    }


def take_page(intake: Intake, site: MadeChannel, at: datetime, known: tuple[int, ...] = ()) -> None:
    """The newest page of the channel, as a crawl takes it at that time; `known` are numbers looked for as well."""
    url = preview_address(SITE, intake.outlet.channel)
    answer = site.answer(f"/s/{site.name}")
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    assert answer is not None
    capture = intake.keep(Exchange(url=url, status=200, headers=headers, body=answer.body, fetched_at=at))
    numbers = {*known, *(one.number for one in site.messages.values() if one.text)}
    for place, number in enumerate(sorted(numbers)):
        if place:
            intake.writer.note(capture)
        address = message_address(SITE, intake.outlet.channel, number)
        page = Page(
            url=address, final_url=address, within=url, status=200, headers=headers, body=answer.body, fetched_at=at
        )
        intake.take(replace(page, hops=()))


def pages(site: Site) -> list[str]:
    """What is to be looked at."""
    articles = [f"/article/{site.ids[name]}" for name in ("album", "plain", "gone", "article")]
    outlets = [f"/outlet/{one.name}" for one in (CHANNEL, CLOSED, OWNER)]
    return [*articles, f"/article/{site.ids['gone']}/missing", *outlets, "/outlets"]
