"""The template of a line: what stays the same where only its numbers, times and addresses differ.

Everything here is pinned by known answers in the tests: the hashes are kept in lines.db, and a template made by other
rules would never be found again there. A change of a rule changes ALGORITHM.
"""

import re
from functools import lru_cache

from xxhash import xxh64_intdigest

from archive.text.folding import fold_line

ALGORITHM = 1
# A longer line is a paragraph or foreign bytes; its beginning tells it from others as well as the whole.
LONGEST = 4_000
LONGEST_KEPT = 200
NUMBER, TIME, ADDRESS = "#", "~", "@"

_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w.+-]{1,64}@[\w-]{1,63}\.\S+|\b(?:[\w-]{1,63}\.){1,5}[a-z]{2,12}/\S*"
)
_OF_AN_ADDRESS = ("/", "@", "www.")
# A group of digits, parted by signs of thousands and of decimals, with the k and m of counters.
_NUMBER = re.compile(r"\d+(?:[.,٫٬'’]\d+)*(?:[km](?!\w))?")
_TIMES = (
    # folded: one alef, ه for ة, ي for ى
    "ثانيه ثانيتان ثانيتين ثواني ثوان لحظه لحظات دقيقه دقيقتان دقيقتين دقائق دقايق ساعه ساعتان ساعتين ساعات "
    "يوم يوما يومان يومين ايام اسبوع اسبوعا اسبوعان اسبوعين اسابيع شهر شهرا شهران شهرين شهور اشهر "
    "سنه سنتان سنتين سنوات عام عاما عامان عامين اعوام اليوم امس الان قليل "
    "الاحد الاثنين الاتنين الثلاثاء الاربعاء الخميس الجمعه السبت صباحا مساء ظهرا عصرا فجرا "
    "كانون شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين "
    "يناير فبراير مارس ابريل مايو يونيو يونيه يوليو يوليه اغسطس سبتمبر اكتوبر نوفمبر ديسمبر "
    "second seconds sec minute minutes min mins hour hours hr hrs day days week weeks month months year years "
    "today yesterday now ago am pm "
    "monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec "
    "saniye dakika saat gun hafta ay yil xulek deqe roj meh sal"
)
_TIME_WORDS = frozenset(_TIMES.split())
_SMALL = (
    "واحد واحده اثنان اثنين ثلاث ثلاثه اربع اربعه خمس خمسه ست سته سبع سبعه ثمان ثماني ثمانيه تسع تسعه عشر عشره "
    "one two three four five six seven eight nine ten"
)
_SMALL_NUMBERS = frozenset(_SMALL.split())
_HALVES_OF_DAY = frozenset(("ص", "م"))
_SECOND_OF_MONTH = frozenset(("الاول", "الثاني"))
_TIMES_OF_ALL = _TIME_WORDS | _HALVES_OF_DAY
_MAY_BE_TIMES = _TIMES_OF_ALL | _SECOND_OF_MONTH
_MONTHS_OF_TWO = frozenset(("كانون", "تشرين"))
_WORD = re.compile(r"[^\W\d_]+")
_MARK = re.compile(f"([{NUMBER}{TIME}])")
# What may part the numbers and words of one time or date.
_GAP = re.compile(r"[\s,،:/.()|–—-]*(?:و[\s]*)?")
_COUNTED = re.compile(
    rf"(?<!\w)(?:{'|'.join(sorted(_SMALL_NUMBERS))})(?= {TIME})|(?<={TIME} )(?:واحده?|one|معدوده)(?!\w)"
)


def template_of(line: str) -> str:
    """The folded line with `#` for numbers, `~` for times (words and the numbers beside them), `@` for addresses.

    >>> template_of("وقت القراءة: 3 دقائق") == template_of("وقت القراءة: دقيقتان")
    True
    >>> template_of("عدد المشاهدات: 1,204")
    'عدد المشاهدات: #'
    """
    return _kept_template(line) if len(line) <= LONGEST_KEPT else _template(line)


def _template(line: str) -> str:
    exact = exact_of(line)
    # Of a line without such signs no word needs to be tried as an address.
    has_address = any(map(exact.__contains__, _OF_AN_ADDRESS))
    numbered = _NUMBER.sub(NUMBER, _ADDRESS.sub(ADDRESS, exact) if has_address else exact)
    text = numbered if _TIMES_OF_ALL.isdisjoint(_WORD.findall(numbered)) else _timed(numbered)
    return _with_runs_joined(_COUNTED.sub(NUMBER, text)) if TIME in text else text


# The menus of an outlet are read with every page of it.
_kept_template = lru_cache(maxsize=1 << 12)(_template)


def _timed(numbered: str) -> str:
    """The line with each word of time masked."""
    timed: list[str] = []
    last, at = "", 0
    for found in _WORD.finditer(numbered):
        if found[0] in _MAY_BE_TIMES and _is_time(found[0], last, numbered[max(at, found.start() - 2) : found.start()]):
            timed += (numbered[at : found.start()], TIME)
            at = found.end()
        last = found[0]
    return "".join((*timed, numbered[at:]))


def exact_of(line: str) -> str:
    """The line folded and nothing else: the same words and numbers."""
    return fold_line(line[:LONGEST])


def has_letters(template: str) -> bool:
    """Is there any word beside the numbers, times and signs?"""
    return any(map(str.isalpha, template))


def hash_of(*parts: str) -> int:
    """63 bits that are the same on every machine; they fit a signed integer of SQLite."""
    return xxh64_intdigest("\0".join(parts).encode(errors="replace")) & (2**63 - 1)


def _is_time(word: str, last: str, before: str) -> bool:
    """`last` is the word before it, `before` all that stands there."""
    if word in _HALVES_OF_DAY:
        return before.endswith(f"{NUMBER} ")
    return word in _TIME_WORDS or last in _MONTHS_OF_TWO


def _with_runs_joined(text: str) -> str:
    """Each run of numbers and times that holds a time becomes one time."""
    joined: list[str] = []
    run: list[str] = []  # marks and the gaps between them, in turn
    for part in _MARK.split(text):
        is_mark = part in (NUMBER, TIME)
        if is_mark or (run and _GAP.fullmatch(part)):
            run.append(part)
        else:
            joined += (*_run(run), part)
            run = []
    return "".join((*joined, *_run(run)))


def _run(parts: list[str]) -> list[str]:
    if TIME not in parts:
        return parts
    last_gap = parts.pop() if parts[-1] not in (NUMBER, TIME) else ""
    return [TIME, last_gap]
