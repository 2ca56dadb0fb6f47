"""A small archive with one article that must go: everything that can hold it does, and made-up words tell where."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from archive.alerts.saved_search import Match, Reached, Wanted
from archive.alerts.store import Readers
from archive.crawl_state.frontier import Frontier
from archive.crawl_state.held import HeldPages
from archive.crawl_state.revisits import Listed, Poll
from archive.data_folder import DataFolder
from archive.exchange import Exchange, Hint
from archive.ingest.intake import Intake
from archive.ingest.session import Writer
from archive.publish.snapshot import publish
from archive.times import now
from archive.warc.reader import salvaged
from archive.warc.zstd import zstd
from tests.support.made_archive import FURAT, HAWRAN, STREET, Made, take

URL = "https://furat24.example/qx-hajiz"
OTHER = "https://furat24.example/other"
NAME = "سامر القعطبيز"
# Nobody ever wrote these: whatever has their ends has the article. An index stores a word without the beginning that
# it shares with the word before it.
ENDS = ("طغشموق", "قعطبيز")
# A figure, a place, a party and a quotation, each found by its analyser.
FOUND = f"""وقُتل 14 شخصاً من عائلة {NAME} في حلب بحسب قوات سوريا الديمقراطية.
وقال المصدر «إن عائلة {NAME} كانت تنتظر عند الحاجز منذ الصباح ولم يسمح لها أحد بالعبور إلى السوق القريبة»."""
TEXT = f"""قال الشاهد {NAME} إن الحاجز أُغلق صباح السبت أمام السيارات القادمة من القسم الشرقي.
وأضاف أن كلمة بزحطغشموق كُتبت على الجدار، وأن السكان طلبوا فتح الطريق قبل المساء.
وانتظر السائقون عند الحاجز أكثر من ست ساعات قبل أن يُسمح لهم بالعبور إلى السوق.
{FOUND}"""
HEADLINE = "شاهد يروي ما جرى عند الحاجز بزحطغشموق"
WITNESS = Made(FURAT, "qx-hajiz", HEADLINE, TEXT, 30)
WITHOUT_NAME = Made(FURAT, "qx-hajiz", HEADLINE, TEXT.replace(f"الشاهد {NAME}", "شاهد").replace(NAME, "واحدة"), 3)
LONELY = Made(HAWRAN, "street-90", "جدول صيانة الأرصفة في الحيّ رقم 90", STREET.format(n=90), 40)
FEED = f"<rss><channel><item><link>{URL}</link><title>{HEADLINE}</title></item></channel></rss>"
LINKING = f'<html><body><p>اقرأ أيضا <a href="/qx-hajiz">{HEADLINE}</a></p></body></html>'


def make(root: Path) -> int:
    """Fill an empty folder and publish it; returns the number of the article."""
    data, at = DataFolder(root).make(), now()
    with Writer(data, "made") as writer:
        article_id = take(writer, WITNESS, at - timedelta(hours=WITNESS.hours))
        take(writer, LONELY, at - timedelta(hours=LONELY.hours))
        _keep(writer, "https://furat24.example/feed", FEED)
        # The name goes, and comes last, so that no page that nobody uses still has it by luck.
        take(writer, WITHOUT_NAME, at - timedelta(hours=WITHOUT_NAME.hours))
        other = Made(FURAT, "other", "عودة السير إلى الطريق الشرقي بعد يومين", STREET.format(n=91), 2)
        _keep(writer, other_url(other), LINKING)
        take(writer, other, at - timedelta(hours=2))
    with HeldPages(data.service) as held:
        held.hold("furat24", URL, "shrunk", HEADLINE, None, at, "", TEXT)
    with Frontier(data.service) as frontier:
        poll = Poll(outlet="furat24", url="https://furat24.example/feed", kind="feed", checked_at=at)
        frontier.record_poll(poll, [listed()])
    with Readers(data.readers) as readers:
        search = readers.add(Wanted(question="الحاجز"), Reached(0, 0), at)
        readers.walked([search], 0, 1, [Match(search.id, article_id, 1, "new")], at)
    data.logs.mkdir(exist_ok=True)
    (data.logs / "crawl.jsonl").write_text(f'{{"url": "{URL}"}}\n', encoding="utf-8")
    publish(data)
    return article_id


def other_url(made: Made) -> str:
    return f"https://{made.outlet.name}.example/{made.slug}"


def listed() -> Listed:
    """What the feed says of it."""
    return Listed("qx-hajiz", URL, Hint(title=HEADLINE), "1")


def _keep(writer: Writer, url: str, body: str) -> None:
    intake = Intake(writer.data.root, FURAT, writer)
    headers = (("Content-Type", "text/html; charset=utf-8"),)
    intake.keep(Exchange(url=url, status=200, headers=headers, body=body.encode(), fetched_at=now()))
    if url != OTHER:
        intake.flush()


def copied(source: Path, target: Path) -> DataFolder:
    """The same archive once more."""
    shutil.copytree(source, target)
    return DataFolder(target)


def files_with(root: Path, words: tuple[str, ...] = ENDS) -> list[str]:
    """The files in which a search for bytes finds any of the words; of those packed by zstd or as Parquet, inside."""
    return sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and any(word.encode() in content for content in _contents(path) for word in words)
    )


def _contents(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()
    if path.suffix == ".zst":
        yield zstd.decompress(path.read_bytes())
    if path.suffix == ".parquet":
        from pyarrow import parquet  # noqa: PLC0415 - an extra; without it there is no such file

        yield str(parquet.read_table(path).to_pylist()).encode()


def records_with(data: DataFolder, words: tuple[str, ...] = ENDS) -> list[str]:
    """The addresses of the WARC records that hold any of the words, decoded."""
    return [found.url for found in _records(data) if any(word.encode() in found.body for word in words)]


def _records(data: DataFolder) -> Iterator[Exchange]:
    for path in sorted(data.warc.glob("*/*/*.warc.gz*")):
        with path.open("rb") as file:
            yield from (one for one in salvaged(file) if isinstance(one, Exchange))
