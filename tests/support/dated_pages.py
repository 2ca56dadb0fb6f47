"""Made pages with several dates on them, and the one that is the article's: seeded, in ten themes and four languages.

A page says when its article was published in one of the ways of `WAYS`, or nowhere; everything else that bears a date
stands round it, as sites set it: the reader's day, tickers, cards, comments, a second article, an update, photographs,
tweets, events told of in the text, widgets, other things' JSON-LD and microdata. All is invented.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from archive.exchange import Hint, Page
from tests.support.dated_noise import DAMASCUS, SITE, Noise
from tests.support.dated_themes import LABELS, SHOWN, THEMES

WAYS = ("meta", "meta", "ld", "ld", "shown", "shown", "shown", "shown", "shown", "micro", "url", "none", "none", "odds")


@dataclass(frozen=True, slots=True)
class DatedPage:
    """`day` is the article's in Damascus, None where the page says it nowhere; `moment` where it says an hour."""

    page: Page
    way: str
    theme: str
    day: date | None
    moment: datetime | None


def dated_pages(seed: int, count: int) -> Iterator[DatedPage]:
    """`count` pages, always the same for one `seed`."""
    for number in range(count):
        yield _Maker(random.Random(f"{seed}/{number}")).page()


class _Maker(Noise):
    def __init__(self, dice: random.Random) -> None:
        super().__init__(dice)
        self.way = dice.choice(WAYS)
        self.clock = True

    def page(self) -> DatedPage:
        self.parts["text"] = self._story(self.dice.randrange(4, 9))
        self._noise()
        getattr(self, f"_by_{self.way}")()
        self._heads()
        title = self.headlines[0]
        html = THEMES[self.theme].format(
            title=title, lang=self.lang, dir="rtl", home="الرئيسية", news="أخبار", **self.parts
        )
        headers = (("Content-Type", "text/html; charset=utf-8"),)
        page = Page(
            url=self.url,
            final_url=self.url,
            status=200,
            headers=headers,
            body=html.encode(),
            fetched_at=self.seen,
            hint=Hint(),
        )
        known = self.way != "none"
        day = self.when.astimezone(DAMASCUS).date() if known else None
        return DatedPage(page, self.way, self.theme, day, self.when if known and self.clock else None)

    # How the page says when its article was published.

    def _by_meta(self) -> None:
        name = self.dice.choice(
            ("article:published_time", "datePublished", "pubdate", "article:published_time", "DC.date.issued")
        )
        self._head(f'<meta property="{name}" content="{self._machine()}">')
        if self.dice.random() < 0.5:
            self._show(self.when)

    def _by_ld(self) -> None:
        article: dict[str, object] = {
            "@type": "NewsArticle",
            "headline": self.headlines[0],
            "datePublished": self._machine(),
        }
        page: dict[str, object] = {"mainEntityOfPage": {"@type": "WebPage", "@id": self.url}}
        named: list[dict[str, object]] = [{}, {"url": self.url}, page]
        article |= self.dice.choice(named)
        article["dateModified"] = self._iso(self._later())
        graph = [{"@type": "WebSite", "name": SITE, "dateCreated": "2012-03-04"}, article]
        form = self.dice.choice(({"@context": "https://schema.org", **article}, {"@graph": graph}, graph))
        self._script(form)
        if self.dice.random() < 0.4:
            self._show(self.when)

    def _by_shown(self) -> None:
        self.clock = self._show(self.when)

    def _by_micro(self) -> None:
        self.theme = "portal"
        said = self.dice.choice(
            (
                f'<meta itemprop="datePublished" content="{self._iso(self.when)}">',
                f'<time itemprop="datePublished" datetime="{self._iso(self.when)}">{self._text(self.when)[0]}</time>',
            )
        )
        slot = self.dice.choice(("over", "under"))
        self.parts[slot] = said + self.parts[slot]

    def _by_url(self) -> None:
        self.clock = False
        day = self.when.astimezone(DAMASCUS)
        self.url = f"https://sample.example/{day:%Y/%m/%d}/{self.dice.choice(('a-b-c', 'خبر-من-السوق'))}/"

    def _by_none(self) -> None:
        """Nowhere."""

    def _by_odds(self) -> None:
        """Two say what is right, a third something else."""
        wrong = self._iso(self.when - timedelta(days=self.dice.randrange(40, 400)))
        right = self._iso(self.when)
        if self.dice.random() < 0.5:
            self._head(f'<meta property="article:published_time" content="{wrong}">')
            self._script(
                {"@type": "NewsArticle", "url": self.url, "headline": self.headlines[0], "datePublished": right}
            )
            self._show(self.when)
        else:
            self._head(f'<meta name="date" content="{self._iso(self.seen)}">')
            self._head(f'<meta property="article:published_time" content="{right}">')

    def _show(self, when: datetime) -> bool:
        """The page prints `when` at its article; True where with an hour."""
        text, clock = self._text(when)
        slot = self.dice.choice(("under", "under", "under", "over", "after"))
        form = self.dice.choice(SHOWN)
        label = self.dice.choice(LABELS[3:] if slot == "after" else LABELS) if self.lang == "ar" else ""
        shown = form.format(t=label + text, i=self._iso(when), e=int(when.timestamp()))
        if slot == "after":
            self.parts["after"] = shown + self.parts["after"]
        elif slot == "over":
            self.parts["over"] += shown
        else:
            self.parts["under"] = (
                shown + self.parts["under"] if self.dice.random() < 0.6 else self.parts["under"] + shown
            )
        if self.dice.random() < 0.2 and slot == "under" and self.lang == "ar":
            update = self._text(self._later())[0]
            self.parts["under"] += self.dice.choice(("<p>آخر تحديث: {}</p>", "<span>تم التحديث في {}</span>")).format(
                update
            )
        return clock or f'="{self._iso(when)}"' in shown

    def _heads(self) -> None:
        self._head(f"<title>{self.headlines[0]} - {SITE}</title>")
        other = self._iso(self._other())
        for extra in self.dice.sample(
            (
                f'<meta property="og:title" content="{self.headlines[0]}">',
                f'<meta property="article:modified_time" content="{self._iso(self._later())}">',
                f'<meta property="og:updated_time" content="{self._iso(self._later())}">',
                f'<meta name="last-modified" content="{self._iso(self.seen)}">',
                '<meta name="copyright" content="2011-2026">',
                f'<link rel="canonical" href="{self.url}">',
                self._ld({"@type": "WebSite", "name": SITE, "dateModified": other, "datePublished": "2011-01-01"}),
                self._ld(self._listed(other)),
                self._ld(
                    [
                        {"@type": "NewsArticle", "headline": h, "url": f"/{n}", "datePublished": other}
                        for n, h in enumerate(self.headlines[1:4])
                    ]
                ),
                self._ld({"@type": "VideoObject", "name": self.headlines[2], "uploadDate": other}),
                self._ld({"@type": "NewsArticle", "headline": self.headlines[3], "datePublished": other}),
                self._ld({"@type": "Event", "name": self.headlines[4], "startDate": other, "datePublished": other}),
            ),
            self.dice.randrange(1, 6),
        ):
            self._head(extra)

    def _listed(self, other: str) -> object:
        items = [
            {
                "@type": "ListItem",
                "position": n,
                "item": {"@type": "NewsArticle", "headline": h, "datePublished": other},
            }
            for n, h in enumerate(self.headlines[1:4])
        ]
        return {"@type": "ItemList", "itemListElement": items}

    def _head(self, html: str) -> None:
        self.parts["head"] += html

    def _script(self, described: object) -> None:
        self._head(self._ld(described))

    def _ld(self, described: object) -> str:
        return f'<script type="application/ld+json">{json.dumps(described, ensure_ascii=False)}</script>'

    def _machine(self) -> str:
        """As publishing systems write a moment."""
        local = self.when.astimezone(DAMASCUS)
        offset = f"{local:%z}"
        return self.dice.choice(
            (
                *(local.isoformat(), local.isoformat(), self.when.strftime("%Y-%m-%dT%H:%M:%SZ")),
                *(f"{local:%Y-%m-%d %H:%M:%S}", f"{local:%a %b %d %Y %H:%M:%S} GMT{offset} (EEST)"),
                *(
                    f"{self.when:%a, %d %b %Y %H:%M:%S} GMT",
                    str(int(self.when.timestamp())),
                    f"{local:%Y-%m-%dT%H:%M}{offset}",
                ),
            )
        )
