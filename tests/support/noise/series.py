"""What happens to many pages at once, or to one again and again: a new line on all, a counter, headlines in turns."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

from tests.support.noise.outlets import OPENED, Site, Visit
from tests.support.noise.pages import Draft
from tests.support.noise.patterns import Change, Pattern, Wording
from tests.support.noise.runner import named
from tests.support.noise.stories import story
from tests.support.noise.templates import TEMPLATES

# Three wordings of a line that is added to every page, each short and long.
ADDED = (
    "شاركونا آراءكم عبر صفحاتنا",
    "ما ينشر هنا ملك للموقع ولا يجوز نقله أو الاقتباس منه من دون موافقة مكتوبة من إدارة التحرير في أي حال.",
    "الموقع بحلته الجديدة",
    "أطلقنا اليوم تصميما جديدا للموقع، ونرجو من القراء أن يكتبوا إلينا بما يجدونه من أخطاء كي نصلحها في أقرب وقت.",
    "هذا الموقع بلا إعلانات",
    "تحظر سلطات عدة دول الوصول إلى موقعنا، ويمكن للقراء هناك تصفحه من خلال العنوان البديل أو بنسخته الخفيفة المجانية.",
)
HOURS = (0, 0.25, 1, 6, 24, 48, 72, 96)
# Which of up to three headlines stands there at each visit, and how many entries that is worth.
TURNS = {"ABABABAB": 1, "ABAABBBB": 1, "ABCABCAB": 1, "AABBAABB": 1, "AAAABBBB": 1, "ABBBBBBB": 1}


def added_lines(articles: int = 30) -> list[Site]:
    """Sites on whose articles one line comes at once; the pages after them have it too."""
    lines = [Pattern(line, "added", False, (Change("last", (Wording("ar", "", line),)),)) for line in ADDED]
    sites = (Site("", TEMPLATES[n], n % 2 == 0, (line,) * articles, 0) for n, line in enumerate(lines))
    return named(sites)


def counted(articles: int = 200) -> list[Site]:
    """A site with a counter on every page, which moved on all of them."""
    counter = Wording("ar", "عدد المشاهدات: {n}", "عدد المشاهدات: {n}")
    moved = Pattern("counter on many pages", "counter", False, (Change("first", (counter,)),))
    return named([Site("", TEMPLATES[0], False, (moved,) * articles, 0)])


def headlines_in_turns(site: Site) -> dict[str, Iterator[Visit]]:
    """Visits to one article for each order of turns, by that order."""
    return {order: _visits(site, n, order) for n, order in enumerate(TURNS)}


def _visits(site: Site, n: int, order: str) -> Iterator[Visit]:
    whole = story(900_000 + n, "ar")
    titles = (whole.title, f"بالتفاصيل.. {whole.title}", story(950_000 + n, "ar").title)
    for hours, turn in zip(HOURS, order, strict=True):
        html = Draft(replace(whole, title=titles["ABC".index(turn)]), site.template).html()
        yield Visit(f"https://{site.host}/{10_000 + whole.number}/x", html, OPENED + timedelta(hours=hours))


def entries(kinds: Iterable[str]) -> int:
    """How many entries a reader is told of, by the kinds of an article's versions."""
    return sum(kind in ("edit", "revert", "alternates") for kind in kinds)
