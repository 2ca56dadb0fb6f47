"""A made archive of several houses that write one foreign name in two ways: words put together by chance, no news.

Of the pairs here one is spelt in two ways; each other one looks like it in all but one respect.
"""

import random
from pathlib import Path

from sqlite_utils import Database

from archive.record.store import open_record
from archive.sqlite import transaction
from tests.support.search_samples import add, add_outlet

HOUSES = ("alif", "baa", "jeem", "dal")
PER_HOUSE = 40
WORDS = (
    "في من على إلى عن مع بعد قبل خلال منذ أعلن أكد أضاف أشار بدأ انتهى وصل زار شارك افتتح الورشة الحديقة الجسر الساحل"
    " المزارعون الطلاب السوق القطاف الزيتون القمح الطريق النهر المعرض الكتاب المسرح الشتاء الصيف الخريف اليوم أمس غدا"
    " صباح مساء الأسبوع الشهر العام البلدة القرية الحي الشارع المدرسة الملعب الفريق المباراة النتيجة الجمهور"
)
FILLING = WORDS.split()
OF_PARTIES, OF_MILLS = ("انتخابات", "حزب", "برلمان"), ("طاحونة", "دقيق", "رغيف")
OF_JUDGES = ("قاض", "شاهد", "محام")
# Who writes which of a pair, and beside what: both houses of a half, or all.
ONE_HALF, OTHER_HALF = HOUSES[:2], HOUSES[2:]
SPELT = ("الديموقراطية", "الديمقراطية")
RARE = ("حرانتوفيل", "حرنتوفيل")
# The same houses write both; they stand in other company; grammar makes the step.
SAME_HOUSES, OTHER_COMPANY, INFINITIVE, RARE_PLURAL = (
    ("محاكمة", "محكمة"),
    ("النزاعات", "النزعات"),
    ("تسليح", "تسلح"),
    ("مستنقعات", "مستنقعت"),
)
Use = tuple[str, tuple[str, ...], tuple[str, ...], int]
USES: tuple[Use, ...] = (
    (SPELT[0], ONE_HALF, OF_PARTIES, 1),
    (SPELT[1], OTHER_HALF, OF_PARTIES, 1),
    (RARE[0], ONE_HALF, OF_MILLS, 10),
    (RARE[1], OTHER_HALF, OF_MILLS, 10),
    (SAME_HOUSES[0], HOUSES, OF_JUDGES, 2),
    (SAME_HOUSES[1], HOUSES, OF_JUDGES, 2),
    (OTHER_COMPANY[0], ONE_HALF, OF_MILLS, 2),
    (OTHER_COMPANY[1], OTHER_HALF, OF_JUDGES, 2),
    (INFINITIVE[0], ONE_HALF, OF_JUDGES, 1),
    (INFINITIVE[1], OTHER_HALF, OF_JUDGES, 1),
    (RARE_PLURAL[0], ONE_HALF, OF_PARTIES, 10),
    (RARE_PLURAL[1], OTHER_HALF, OF_PARTIES, 10),
    # Once each: what the pair is carried over to.
    ("ديموقراطيون", ("alif",), OF_MILLS, PER_HOUSE),
    ("ديمقراطيون", ("jeem",), OF_MILLS, PER_HOUSE),
)


def make(path: Path, houses: tuple[str, ...] = HOUSES) -> None:
    """A record of these houses."""
    store = open_record(path)
    fill(store.db, houses)
    store.close()


def fill(db: Database, houses: tuple[str, ...], first: int = 0) -> None:
    """Forty articles of each house, numbered from `first`."""
    chance = random.Random(first)
    with transaction(db):
        for house in houses:
            add_outlet(db, house, house, house)
        for number in range(PER_HOUSE * len(houses)):
            house = houses[number % len(houses)]
            add(db, first + number, f"خبر {first + number}", _text(chance, house, number // len(houses)), house)


def _text(chance: random.Random, house: str, number: int) -> str:
    sentences = [" ".join(chance.choices(FILLING, k=12)) for _ in range(4)]
    for word, writers, company, every in USES:
        if house in writers and number % every == 0:
            left, right = chance.choice(company), chance.choice(company)
            sentences.append(
                " ".join((*chance.choices(FILLING, k=3), left, word, right, *chance.choices(FILLING, k=3)))
            )
    chance.shuffle(sentences)
    return ". ".join(sentences)
