"""What stands round an article and bears dates of its own: the reader's day, tickers, cards, comments, another article,
events, photographs, tweets, widgets. The parts of a page, filled with a choice of them.
"""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.support.dated_themes import THEMES, cards, comments
from tests.support.dated_words import HEADLINES, OTHERS, PLACES, SENTENCES, printed

DAMASCUS = ZoneInfo("Asia/Damascus")
SITE = "بريد الاختبار (نموذج)"


class Noise:
    """The parts of one page, and its moments: `seen`, when it is fetched, and `when`, when its article came out."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.lang = dice.choices(("ar", "en", "ku", "tr"), (17, 2, 1, 1))[0]
        self.seen = datetime(2026, 11, 22, 9, 0, tzinfo=UTC) - timedelta(
            days=dice.randrange(700), hours=dice.randrange(9)
        )
        age = dice.choice((0, 0, 1, 3, 20, 200, 1500, 3000)) * 24 + dice.randrange(3, 22)
        self.when = (self.seen - timedelta(hours=age)).replace(second=dice.randrange(60))
        while self.when.astimezone(DAMASCUS).date().replace(year=2000) == date(2000, 1, 1):
            self.when -= timedelta(days=1)
        self.headlines = dice.sample(HEADLINES[self.lang], 6)
        self.theme = dice.choice(tuple(THEMES))
        self.parts = dict.fromkeys(("head", "top", "over", "under", "text", "after", "side", "foot"), "")
        self.url = f"https://sample.example/archives/{dice.randrange(10_000, 99_999)}"

    def _noise(self) -> None:
        for slot, chance, makers in (
            ("top", 0.7, (self._today, self._ticker, self._cards, self._weather, self._clock_of_now)),
            ("over", 0.15, (self._crumbs, self._cards)),
            ("under", 0.25, (self._cards, self._bio, self._event, self._player)),
            ("text", 0.4, (self._told, self._tweet, self._photo, self._cards_inside)),
            ("after", 0.8, (self._comments, self._second, self._cards, self._bio, self._tags)),
            ("side", 0.7, (self._cards, self._calendar, self._months, self._poll)),
            ("foot", 0.8, (self._copyright, self._site_update, self._cards)),
        ):
            left = chance
            while self.dice.random() < left:
                self.parts[slot] += self.dice.choice(makers)()
                left *= 0.6

    def _today(self) -> str:
        text = printed(self.seen.astimezone(DAMASCUS), self.lang, self.dice, clock=False)
        form = self.dice.choice(('<div class="date">{}</div>', "<span>{}</span>", "<p>{}</p>", "<div>دمشق | {}</div>"))
        return form.format(text)

    def _clock_of_now(self) -> str:
        now = printed(self.seen.astimezone(DAMASCUS), self.lang, self.dice, clock=True)
        return f'<time datetime="{self._iso(self.seen)}">{now}</time>'

    def _ticker(self) -> str:
        spoken = self.dice.choice(("14:07", "{t}", "09:55:12"))
        items = "".join(
            f"<li><span>{spoken.format(t=self._text(self._other())[0])}</span> <a href='/{n}'>{h}</a></li>"
            for n, h in enumerate(self.headlines[1:4])
        )
        return f"<div class='{self.dice.choice(('ticker', 'b1', 'breaking-news'))}'>عاجل<ul>{items}</ul></div>"

    def _cards(self) -> str:
        items = [(h, *self._both(self._other())) for h in self.headlines[1 : 2 + self.dice.randrange(4)]]
        return self.dice.choice(("<h3>اقرأ أيضًا</h3>", "<h4>آخر الأخبار</h4>", "")) + cards(
            items, self.dice.randrange(88)
        )

    def _cards_inside(self) -> str:
        return self._cards() + self._paragraph()

    def _weather(self) -> str:
        return f"<div class='w'>دمشق 14° <span>{self._text(self.seen)[0]}</span></div>"

    def _crumbs(self) -> str:
        return "<div class='crumbs'><a href='/'>الرئيسية</a> » <a href='/category/local/'>محليات</a></div>"

    def _bio(self) -> str:
        joined = self._text(self._other())[0]
        return f"<div class='b9'><a href='/author/samer/'>سامر الحامد</a><p>صحفي، انضم في {joined}</p></div>"

    def _event(self) -> str:
        return f"<aside><b>ندوة</b><p>موعد الندوة {self._text(self._other())[0]} في المركز الثقافي</p></aside>"

    def _player(self) -> str:
        return "<div class='audio'>استمع إلى الخبر <span>03:24</span></div>"

    def _told(self) -> str:
        text, moment = self._both(self._other())
        return (
            self.dice.choice(
                (
                    f"<p>وكانت البلدة شهدت في {text} حادثة مشابهة لم تسفر عن أضرار تذكر بحسب الأهالي.</p>",
                    f'<p>ووقع الاتفاق <time datetime="{moment}">{text}</time> بحضور ممثلين عن الأهالي في البلدة.</p>',
                    f"<p>{text}</p>",
                )
            )
            + self._paragraph()
        )

    def _tweet(self) -> str:
        text = printed(self._other().astimezone(DAMASCUS), "en", self.dice, clock=False)
        return (
            "<blockquote class='twitter-tweet'><p>تغريدة نموذجية عن السوق.</p>&mdash; نموذج (@sample) "
            f"<a href='https://twitter.com/sample/status/1'>{text}</a></blockquote>{self._paragraph()}"
        )

    def _photo(self) -> str:
        text = self._text(self._other())[0]
        return f"<figure><img src='/2.jpg'><figcaption>السوق القديمة – {text}</figcaption></figure>{self._paragraph()}"

    def _comments(self) -> str:
        items = [self._both(self._later()) for _ in range(self.dice.randrange(1, 4))]
        return comments(items, self.dice.randrange(88))

    def _second(self) -> str:
        text, moment = self._both(self._other())
        when = self.dice.choice(
            (f'<time datetime="{moment}">{text}</time>', f"<p>{text}</p>", f"<div>نُشر في: {text}</div>")
        )
        head = self.dice.choice(("h1", "h2"))
        title = self.dice.choice(("<a href='/70001'>{}</a>", "{}")).format(self.headlines[5])
        return (
            f"<article class='post next'><{head} class='entry-title'>{title}</{head}>{when}"
            f"<div class='entry-content'>{self._story_of(OTHERS, 3)}</div></article>"
        )

    def _tags(self) -> str:
        return "<div class='tags'><a href='/tag/a'>سوق</a> <a href='/tag/b'>2019</a></div>"

    def _calendar(self) -> str:
        days = "".join(f"<td>{n}</td>" for n in range(1, 29))
        return f"<table><caption>{PLACES[0]} حزيران 2024</caption><tr>{days}</tr></table>"

    def _months(self) -> str:
        links = "<li><a href='/2020/06/'>حزيران 2020</a> (14)</li><li><a href='/2019/02/'>شباط 2019</a></li>"
        return f"<h4>الأرشيف</h4><ul>{links}</ul>"

    def _poll(self) -> str:
        return f"<div class='p1'>استفتاء: ينتهي التصويت في {self._text(self._other())[0]}</div>"

    def _copyright(self) -> str:
        return f"<p>جميع الحقوق محفوظة © {self.dice.choice(('2026', '2011 - 2026'))} {SITE}</p>"

    def _site_update(self) -> str:
        return f"<p>تحديث الموقع {self._text(self.seen)[0]}</p>"

    # Moments, and how they are written.

    def _other(self) -> datetime:
        """A moment that is not of the article's day nor of one beside it."""
        while True:
            other = self.seen - timedelta(hours=self.dice.choice((1, 30, 100, 900, 9_000)) + self.dice.randrange(24))
            if abs(other - self.when) > timedelta(days=2.2):
                return other
            if self.dice.random() < 0.02:
                return self.when - timedelta(days=37)

    def _later(self) -> datetime:
        """A moment after the publication and before the page was seen."""
        return self.when + (self.seen - self.when) * self.dice.random()

    def _text(self, when: datetime) -> tuple[str, bool]:
        clock = self.dice.random() < 0.4
        return printed(when.astimezone(DAMASCUS), self.lang, self.dice, clock=clock), clock

    def _both(self, when: datetime) -> tuple[str, str]:
        return self._text(when)[0], self._iso(when)

    def _iso(self, when: datetime) -> str:
        return when.astimezone(DAMASCUS).isoformat()

    def _paragraph(self) -> str:
        return f"<p>{self.dice.choice(SENTENCES[self.lang])}</p>"

    def _story(self, lines: int) -> str:
        return self._story_of(SENTENCES[self.lang], lines)

    def _story_of(self, sentences: Sequence[str], lines: int) -> str:
        tag = "div" if self.theme in ("divs", "script") else "p"
        chosen = self.dice.sample(sentences, min(lines, len(sentences)))
        return "".join(f"<{tag}>{sentence}</{tag}>" for sentence in chosen)
