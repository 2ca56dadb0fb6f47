"""What outlets do to their articles, scripted: substantive edits, slips mended, headlines, churn around the text.

Every text was made for this project; the changes are drawn with a fixed seed.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from tests.support.outlet_server.corpus import Article
from tests.support.outlet_server.site import own_articles

SITE = "sample_wp"
# Only our rules know this line for boilerplate, and only the later ones.
STAMP = "رقم هذه النسخة من النموذج"
# What an outlet adds to a report speaks of what the report speaks of; filled with words of its text.
ADDED = (
    "وأعلنت اللجنة لاحقًا أن {} و{} توقفا بسبب نقص {}، ولم تحدد موعدًا لعودة {} إلى ما كان عليه.",
    "ونفى المجلس المحلي ما ورد في النسخة الأولى عن {} و{}، وقال إن {} لم يكن سبب تأخر {}.",
    "وقال سكان في الحي إن {} لم يصل إليهم، وإنهم ينتظرون توضيحًا مكتوبًا حول {} و{} قبل {}.",
)
SENTENCES = (
    "وأعلنت اللجنة لاحقًا أن الأعمال توقفت بسبب نقص الوقود، ولم تحدد موعدًا لاستئنافها.",
    "ونفى المجلس المحلي ما ورد في النسخة الأولى من الخبر حول سبب التأخير.",
    "وقال سكان في الحي إن القرار لم يصل إليهم، وإنهم ينتظرون توضيحًا مكتوبًا.",
)
HEADLINES = ("تحديث: {}", "{}: تفاصيل جديدة", "بالصور، {}", "لجنة محلية توضح حقيقة ما جرى في الحي النموذجي")
NEWEST = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)
PLAIN_LETTERS = frozenset("ابتثجحخدذرزسشصضطظعغفقكلمنهوي")
Change = Callable[[Article, Random], Article]


def made_articles(count: int) -> list[Article]:
    """Articles like the sample ones, in their words and in no order of theirs, so that none is a copy of another."""
    chance, originals = Random(40), [article for article in own_articles(SITE) if len(article.paragraphs) > 4]
    words = sorted({word for article in originals for line in article.paragraphs for word in line.split()})
    return [_made(originals[n % len(originals)], words, chance, n) for n in range(count)]


def _made(original: Article, words: list[str], chance: Random, n: int) -> Article:
    lines = tuple(f"{' '.join(chance.sample(words, 28))}." for _ in range(4))
    return replace(
        original,
        id=str(300_001 + n),
        title=f"{' '.join(chance.sample(words, 6))} (نموذج)",
        role="",
        published=NEWEST - timedelta(minutes=n),
        paragraphs=(*lines, f"{STAMP} {n}"),
        replacements=(),
    )


def substantive(article: Article, chance: Random) -> Article:
    lines, place = list(article.paragraphs), chance.randrange(1, len(article.paragraphs) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        lines.insert(place, _added(article, chance))
    elif kind == 1:
        del lines[place]
    elif kind == 2:
        lines[place] = _added(article, chance)
    else:
        words = lines[place].split()
        half = len(words) // 2
        lines[place] = " ".join(words[:half]) + "، بحسب ما نقله مراسلنا عن مصدر في المجلس."
    return replace(article, paragraphs=tuple(lines))


def _added(article: Article, chance: Random) -> str:
    words = sorted({word.strip("،.") for line in article.paragraphs[:-1] for word in line.split() if len(word) > 4})
    return chance.choice(ADDED).format(*chance.sample(words, 4))


def slip(article: Article, chance: Random) -> Article:
    """One letter of a long word left out, doubled, or changed places with the next."""
    lines = list(article.paragraphs)
    place = chance.choice([n for n, line in enumerate(lines[:-1]) if _long_words(line)])
    word = chance.choice(_long_words(lines[place]))
    at = chance.randrange(1, len(word) - 3)
    while word[at] == word[at + 1]:
        at += 1
    mended = chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    lines[place] = " ".join(mended if one == word else one for one in lines[place].split(" "))
    return replace(article, paragraphs=tuple(lines))


def _long_words(line: str) -> list[str]:
    words = line.split(" ")
    # In letters that every spelling shares a slip is a slip, and no other spelling.
    return [one for one in words if len(one) > 5 and words.count(one) == 1 and not set(one) - PLAIN_LETTERS]


def headline(article: Article, chance: Random) -> Article:
    return replace(article, title=chance.choice(HEADLINES).format(article.title))


def churn(html: str, chance: Random) -> str:
    """The page as another reader sees it an hour later: everything but the article is another."""
    changes = (
        ("</h1>", f'</h1><div class="views">عدد المشاهدات: {chance.randrange(10, 99_999)}</div>'),
        ("شارك على فيسبوك", f"شارك على فيسبوك ({chance.randrange(500)})"),
        ("واتساب", "واتساب</a> <a href='#x'>إكس</a> <a href='#cp'>نسخ الرابط"),
        ("<h3>مقالات متعلقة</h3>", f"<h3>اخترنا لك</h3><ul><li><a href='/1/'>{chance.choice(SENTENCES)}</a></li></ul>"),
        ("الأكثر قراءة", f"الأكثر قراءة هذا الأسبوع</h4><p>{chance.choice(SENTENCES)}</p><h4>الطقس"),
        ('<div class="comments">', f'<div class="comments"><h3>{chance.randrange(40)} تعليقات</h3>'),
        ("من نحن</a></li>", "من نحن</a></li><li><a href='/live/'>مباشر</a></li>"),
        ("دولار واحد شهريًا", "خمسة دولارات شهريًا"),
        (
            '<p class="font-size">',
            f'<div class="ad">إعلان<ins data-ad="{chance.random()}"></ins></div><p class="font-size">',
        ),
        (
            '<span class="date">',
            f'<span class="updated">آخر تحديث: {chance.randrange(1, 29)}/11/2026</span> <span class="date">',
        ),
        ("<p>اقرأ أيضًا:", f"<p>اقرأ أيضًا: {chance.choice(SENTENCES)}</p><p>اقرأ أيضًا:"),
        ("<p>هذا موقع نموذجي", f"<p>زوار الموقع الآن: {chance.randrange(900)}</p><p>هذا موقع نموذجي"),
    )
    for old, new in chance.sample(changes, chance.randrange(2, 8)):
        if old not in html:
            raise ValueError(f"{old!r} is not on the page")
        html = html.replace(old, new, 1)
    return html
