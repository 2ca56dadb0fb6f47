"""Articles whose versions are of every kind that a later page can teach: round the text, unsettled, taking turns.

The texts go the way of every page; what kind of change each is, and what it was taken for before, is set here.
"""

from dataclasses import dataclass
from pathlib import Path

from archive.times import now, stamp
from tests.support.copied_articles import DAY, HOUR, MINUTE, START, MadeRecord
from tests.support.made_archive import FAIR, SNOW, WATER
from tests.support.reading_room import Site

# The desk counts from a fixed day, the page of an outlet from today.
RECENT = now() - 3 * DAY - START
OUTLETS = {"furat": "فرات24", "hawran": "نشرة حوران"}
NAMED = ("edit", "revert", "alternates", "repeat")


@dataclass(frozen=True, slots=True)
class Step:
    """A text as a page gave it, and the kinds it was and is taken for, the present one last; `why` of the last."""

    kinds: tuple[str, ...]
    text: str
    title: str = ""
    why: str = "learned"


def counted(n: int, text: str = WATER) -> str:
    return f"{text}\nالمشاهدات {n} زيارة اليوم"


CORRECTED = WATER.replace("62%", "58%")
A, B, C = "عودة المياه إلى الأحياء الشرقية", "المياه تعود: التفاصيل كاملة", "سكان الأحياء يرحّبون بعودة المياه"
# By-line and date of the versions of `between`.
STATED = (
    ("قسم الخدمات", "2026-11-23T09:00:00Z"),
    ("قسم الخدمات", "2026-11-23"),
    ("سامر", "2026-11-24T09:00:00Z"),
    ("", ""),
)
STEPS = {
    # Only a counter: never anything of the outlet's. One of its changes was told as an edit before.
    "counter": (
        Step(("first",), counted(1)),
        Step(("edit", "furniture"), counted(20)),
        Step(("furniture",), counted(300)),
        Step(("furniture",), counted(4000)),
    ),
    # The same about an edit of the outlet's.
    "between": (
        Step(("first",), counted(1)),
        Step(("furniture",), counted(20)),
        Step(("edit",), counted(20, CORRECTED)),
        Step(("furniture",), counted(300, CORRECTED)),
    ),
    "waiting": (Step(("first",), SNOW), Step(("unsettled",), f"{SNOW}\nسطر لا يُعرف بعد ما هو")),
    "settled": (
        Step(("first",), SNOW),
        Step(("unsettled", "edit"), f"{SNOW}\nوأُغلق الطريق مرة أخرى مساء السبت.", why="pages"),
        Step(("unsettled",), f"{SNOW}\nوأُغلق الطريق مرة أخرى مساء السبت.\nسطر لا يُعرف بعد ما هو"),
    ),
    "headlines": (
        Step(("first",), FAIR, A),
        Step(("edit", "alternates"), FAIR, B, "alternates"),
        Step(("revert", "repeat"), FAIR, A, "alternates"),
        Step(("repeat",), FAIR, B),
        Step(("furniture",), counted(7, FAIR), B),
        Step(("repeat",), counted(7, FAIR), A),
        Step(("edit",), counted(7, FAIR), C),
    ),
    "wordings": (
        Step(("first",), SNOW.replace("منخفض", "اضطراب")),
        Step(("edit", "alternates"), SNOW.replace("منخفض", "تغيّر"), why="alternates"),
        Step(("repeat",), SNOW.replace("منخفض", "اضطراب")),
    ),
    # Two runs, a text that is no part of either between them.
    "twice": (
        Step(("first",), FAIR.replace("41", "43"), f"{A} اليوم"),
        Step(("alternates",), FAIR.replace("41", "43"), f"{B} اليوم"),
        Step(("repeat",), FAIR.replace("41", "43"), f"{A} اليوم"),
        Step(("edit",), FAIR.replace("41", "45"), f"{C} اليوم"),
        Step(("alternates",), FAIR.replace("41", "45"), f"{B} اليوم"),
        Step(("repeat",), FAIR.replace("41", "45"), f"{C} اليوم"),
    ),
    "marks": (
        Step(("first",), counted(1, FAIR)),
        Step(("furniture",), counted(20, FAIR)),
        Step(("cosmetic",), counted(20, FAIR).replace("،", " -", 1)),
    ),
}


def make(data: Path) -> Site:
    """The site over them; `ids` by the names of STEPS."""
    ids: dict[str, int] = {}
    with MadeRecord(data, OUTLETS) as desk:
        for place, (name, steps) in enumerate(STEPS.items()):
            outlet = tuple(OUTLETS)[place % 2]
            for n, step in enumerate(steps):
                ids[name] = desk.put(
                    f"{outlet}/{name}",
                    step.text,
                    at=RECENT + place * HOUR,
                    seen=MINUTE + n * 5 * HOUR,
                    title=step.title or f"خبر عن الأحياء، رقم {place}",
                )
        with desk.writer.store.db.conn:
            run = desk.writer.store.db.execute
            for n, (author, published) in enumerate(STATED, 1):
                values = (author, published, ids["between"], n)
                run("UPDATE versions SET author = ?, published = ? WHERE article_id = ? AND n = ?", values)
            for name, steps in STEPS.items():
                for n, step in enumerate(steps, 1):
                    _judge(desk, ids[name], n, step)
    return Site(data, ids)


def _judge(desk: MadeRecord, article: int, n: int, step: Step) -> None:
    """Leave a version with the last of the kinds of a step, and a verdict for each that it was taken for before."""
    run = desk.writer.store.db.execute
    ((version,),) = run("SELECT id FROM versions WHERE article_id = ? AND n = ?", (article, n))
    run("UPDATE versions SET kind = ? WHERE id = ?", (step.kinds[-1], version))
    run("DELETE FROM verdicts WHERE version_id = ?", (version,))
    if step.kinds[-1] not in NAMED:
        run("UPDATE versions SET changed = '', numbers = '' WHERE id = ?", (version,))
    for was, kind in zip(step.kinds, step.kinds[1:], strict=False):
        at = stamp(now() - HOUR)
        sql = "INSERT INTO verdicts(version_id, at, was, kind, why) VALUES (?, ?, ?, ?, ?)"
        run(sql, (version, at, was, kind, step.why))
        run("UPDATE versions SET told_at = ? WHERE id = ?", (at, version))


PAGES = (
    *("/versions/2 counter", "/versions/2 waiting", "/versions/4 headlines", "/versions/3 between"),
    *("/diff/1..2 counter", "/diff/1..2 waiting", "/diff/1..4 between", "/diff/2..3 between", "/diff/1..3 marks"),
    *("/diff/2..3 headlines", "/diff/1..7 headlines", "/diff/1..3?view=sides settled"),
)


def pages(site: Site) -> list[str]:
    """The addresses at which the site tells of all this in ways that look different."""
    of_versions = [f"/article/{site.ids[name]}{more}" for more, name in map(str.split, PAGES)]
    articles = [f"/article/{number}" for number in site.ids.values()]
    return ["/", "/changes", "/outlet/furat", "/search?q=kind:edited", *articles, *of_versions]
