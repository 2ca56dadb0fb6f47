"""Articles whose outlets changed words in every way that is graded, and changes that are no edits of theirs."""

from dataclasses import dataclass
from pathlib import Path

from archive.times import now
from tests.support.copied_articles import DAY, HOUR, MINUTE, START, MadeRecord
from tests.support.made_archive import FAIR, SNOW, WATER
from tests.support.reading_room import Site

OUTLETS = {"furat": "فرات24", "hawran": "نشرة حوران", "sahel": "الساحل اليوم"}
RECENT = now() - 6 * DAY - START
# Seen so long after publication: within an hour, within a day, later.
SEEN = (5 * MINUTE, 50 * MINUTE, 10 * HOUR, 50 * HOUR, 60 * HOUR)
FIRE = f"{SNOW}\nونجم الحريق عن عطل كهربائي في أحد المحال، وفق فوج الإطفاء الذي وصل إلى المكان."
PUMP = f"{WATER}\nوقال المهندس المناوب إن الانقطاع يدوم أسبوعين في أغلب الأحياء، وإن العمل جارٍ."


@dataclass(frozen=True, slots=True)
class Told:
    """The texts of an article as an outlet had them; `kinds` what the second and later ones are taken for, where that
    is set here; `grades` what their edits are graded."""

    outlet: str
    texts: tuple[str, ...]
    titles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()


ARTICLES = {
    "fire": Told(
        "sahel",
        (FIRE, FIRE.replace("عطل كهربائي في أحد المحال،", "سبب لم يُحدَّد بعد،")),
        kinds=("edit",),
        grades=("meaning",),
    ),
    "toll": Told("furat", (FAIR, FAIR.replace("41", "43")), kinds=("edit",), grades=("number_or_name",)),
    "minister": Told(
        "hawran",
        (f"{FAIR}\nوحضر الافتتاح وزير الثقافة سليم.", f"{FAIR}\nوحضر الافتتاح وزير التربية سليم."),
        kinds=("edit",),
        grades=("number_or_name",),
    ),
    "wording": Told(
        "furat",
        (WATER, WATER.replace("بعد عطل في محطة", "إثر خلل في محطة")),
        kinds=("edit",),
        grades=("wording",),
    ),
    "slip": Told("hawran", (SNOW, SNOW.replace("السيارات", "السيارت")), kinds=("edit",), grades=("spelling",)),
    "moved": Told("sahel", (SNOW, "\n".join(reversed(SNOW.split("\n")))), kinds=("edit",), grades=("",)),
    "ours": Told(
        "furat", (f"{FAIR}\nتابعونا على قناة البستان لقراءة الجديد كل صباح.", FAIR), kinds=("extractor",), grades=("",)
    ),
    "round": Told(
        "furat",
        (f"{WATER}\nالمشاهدات ألف زيارة للبستان", f"{WATER}\nالمشاهدات ألفان"),
        kinds=("furniture",),
        grades=("",),
    ),
    "waiting": Told("furat", (f"{SNOW}\nسطر عن البستان", SNOW), kinds=("unsettled",), grades=("",)),
    # A phrase that leaves, comes back, and leaves again, in the headline too.
    "pump": Told(
        "furat",
        (
            PUMP,
            PUMP.replace("أسبوعين", "تسعة أيام"),
            PUMP,
            PUMP.replace("أسبوعين", "شهرًا"),
            PUMP.replace("أسبوعين", "شهرين"),
        ),
        titles=("انقطاع أسبوعين", "انقطاع تسعة أيام", "انقطاع أسبوعين", "انقطاع شهر", "انقطاع شهر"),
        kinds=("edit", "revert", "edit", "extractor"),
    ),
}


def make(data: Path) -> Site:
    """The site over them; `ids` by the names of ARTICLES."""
    ids: dict[str, int] = {}
    with MadeRecord(data, OUTLETS) as desk:
        for place, (name, told) in enumerate(ARTICLES.items()):
            for n, text in enumerate(told.texts):
                ids[name] = desk.put(
                    f"{told.outlet}/{name}",
                    text,
                    at=RECENT + place * 2 * HOUR,
                    seen=SEEN[n] if name != "slip" else n * 30 * HOUR + MINUTE,
                    title=told.titles[n] if told.titles else f"خبر عن الأحياء، رقم {place}",
                )
        run = desk.writer.store.db.execute
        with desk.writer.store.db.conn:
            for name, told in ARTICLES.items():
                for n, kind in enumerate(told.kinds, 2):
                    run("UPDATE versions SET kind = ? WHERE article_id = ? AND n = ?", (kind, ids[name], n))
    return Site(data, ids)


def empty_of_edits(data: Path) -> Site:
    """A site whose only changes are of our own reading."""
    with MadeRecord(data, OUTLETS) as desk:
        texts = ARTICLES["ours"].texts
        for n, text in enumerate(texts):
            number = desk.put("furat/ours", text, at=RECENT, seen=SEEN[n])
        with desk.writer.store.db.conn:
            desk.writer.store.db.execute("UPDATE versions SET kind = 'extractor' WHERE n = 2")
    return Site(data, {"ours": number})


PAGES = (
    *("/edits", "/edits?q=عطل", "/edits?q=عطل&in=both&mode=forms", "/edits?q=البستان", "/edits?q=البستان&by=us"),
    *("/edits?q=زرافة&grade=meaning", "/edits?in=added&grade=spelling&outlet=hawran&after=later", "/edits?start=901"),
    *("/edits?by=round", "/edits?by=unsettled", "/edits?order=longest&outlet=nobody"),
    *(
        "/article/{pump}/phrase",
        "/article/{pump}/phrase?q=أسبوعين، تسعة أيام، لا وجود لها",
        "/article/{pump}/phrase?q=؟؟",
    ),
    "/article/{toll}/phrase?q=41 دار نشر",
)


def pages(site: Site) -> list[str]:
    """Every page that looks different."""
    return [path.format(**site.ids) for path in PAGES]
