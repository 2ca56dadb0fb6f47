"""Made pages for the tests of reading: a story of four paragraphs, its outlet, the page around it. All is invented."""

import json
from datetime import UTC, datetime

from archive.exchange import Hint, Page
from archive.model import Outlet, Reading
from archive.reading.extract import read

SEEN = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)  # noon in Damascus, a Sunday
ADDRESS = "https://sample.example/archives/12345"
FIRST = "افتتحت البلدية، أمس، سوقًا جديدة للخضار في الحي الشرقي من المدينة، في خبر كُتب نموذجًا للاختبار."
SECOND = "وقال مدير السوق إن المحال وُزعت على ستين بائعًا كانوا يعرضون بضاعتهم على الرصيف منذ سنوات."
THIRD = "ومن المنتظر أن تفتح السوق أبوابها كل يوم من الصباح حتى المساء، وأن تُقام فيها سوق أسبوعية."
FOURTH = "وتضم السوق ساحة لوقوف الشاحنات الصغيرة ومستودعًا مبرّدًا يتسع لعشرة أطنان من الخضار والفاكهة."
STORY = (FIRST, SECOND, THIRD, FOURTH)


def outlet(**changes: object) -> Outlet:
    given_fields = {
        "name": "sample",
        "title": "بريد النموذج",
        "title_en": "Sample Mail",
        "home": "https://sample.example",
    }
    return Outlet(**{**given_fields, "hosts": ("sample.example",), "routes": (), **changes})  # type: ignore[arg-type]


def page(html: str | bytes, hint: Hint | None = None, url: str = ADDRESS) -> Page:
    body = html if isinstance(html, bytes) else html.encode("utf-8", "surrogatepass")
    headers = (("Content-Type", "text/html"),)
    return Page(url=url, final_url=url, status=200, headers=headers, body=body, fetched_at=SEEN, hint=hint or Hint())


def paragraphs(*lines: str) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def reading(shown: str, /, head: str = "", **changes: object) -> Reading:
    return read(page(f"<html><head>{head}</head><body>{shown}</body></html>"), outlet(**changes))


def ld(**claims: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(claims, ensure_ascii=False)}</script>'
