"""The lines around an article that are not the article: share boxes, related headlines, comment rules, credits.

Every rule is anchored to a whole line, since the same words open honest sentences (شارك مئات الأهالي في …). They were
read off pages of Syrian outlets and run over 17,868 articles of others to see that they take nothing from those.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

_MARKS = re.compile("[\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_EDGES = " \t.:!…|•·*-–—_«»\"'“”›‹»<>→←()[]"
_FOLDED = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه"})

# Matched against the whole folded line: one alef, no marks, no punctuation at the edges.
_JUNK = re.compile(
    "|".join(
        (
            "(?:tag icon )?(?:ع ?ع ?ع|a ?a ?a)(?: ?[+-])*",
            "اقرا(?:وا|ي)? (?:ايضا|كذلك|المزيد|اكثر|معنا|في هذا السياق)(?:\\b.{0,200})?",
            "(?:read (?:also|more)|see also|related)(?:\\b.{0,10}| ?:.{0,200})",
            "المصدر|المصادر|source|tags?|وسوم|الوسوم|اعلان|اعلانات|advertisement",
            "(?:ال)?كلمات (?:ال)?(?:مفتاحيه|دلاليه)",
            "(?:شارك(?:ها|نا|وا)?|مشاركه|انشر|share)"
            "(?: (?:هذا|هذه|this))?(?: (?:ال)?(?:مقال|مقاله|خبر|موضوع|صفحه))?(?: (?:علي|عبر|مع|on|via).{0,60})?",
            "(?:(?:فيسبوك|تويتر|واتساب|تلغرام|تيليغرام|تلجرام|لينكد ?ان|بينتيريست|طباعه|نسخ الرابط|البريد الالكتروني)"
            "(?: |$))+",
            "ارسل (?:الي|ل) ?صديق|ارسال(?: الي صديق)?|حفظ|حجم الخط",
            "(?:(?:facebook|twitter|whatsapp|telegram|pinterest|linkedin|x|print|email|copy link)(?: |$))+",
            "التعليقات (?:مغلقه|\\d+|\\(\\d+).{0,80}",
            "لا (?:توجد|يوجد) تعليقات|اضف تعليقا?|اترك (?:تعليقا?|ردا?)|كتابه تعليق",
            "leave a (?:comment|reply)|comments are closed.{0,40}",
            "لن يتم نشر عنوان بريدك الالكتروني.{0,80}|your email address will not be published.{0,80}",
            "\\(?\\d*\\)? ?هل اعجبتك المقاله.{0,20}",
            "لارسال تعليق ?[,،] ?الرجاء تعبئه الحقول التاليه.{0,40}",
            "(?:هذا الموقع يستخدم|يستخدم هذا الموقع|نستخدم|يستخدم موقعنا)"
            " ملف(?:ات)? (?:تعريف الارتباط|الكوكيز|كوكيز).{0,200}",
            "(?:الاراء|التعليقات) (?:الوارده|المنشوره) .{0,25}لا تعبر عن .{0,120}",
            "(?:this (?:web)?site uses|we use) cookies.{0,200}",
            "ادعم(?:وا)? .{2,25}|دولار واحد شهريا يصنع الفرق.{0,100}|اضغط هنا للمساهمه",
            "سوريا بحاجه للصحافه الحره.{0,60}",
            "(?:تابعونا|تابعنا|تابعوا|للاشتراك|اشتركوا?|انضموا?|follow us)\\b.{0,20}(?:علي|عبر|في|ب|on)\\b.{0,60}",
            "(?:https?://|www\\.|pic\\.twitter\\.com/|t\\.co/|t\\.me/)\\S+",
        )
    )
)
# A counter of visits or a user name, but only at the edges: inside the text a number alone is a heading.
_EDGE_JUNK = re.compile("\\d{1,6}|(?:editor|admin|user|author|writer|webmaster)\\d*")
_EDGE_LINES, _LONGEST_JUNK = 2, 400
_END_HEADINGS = frozenset(
    (
        *("مقالات متعلقه", "مقالات ذات صله", "مواضيع ذات صله", "مواضيع متعلقه", "مواضيع مشابهه", "مواد ذات صله"),
        *("اخبار ذات صله", "اخبار متعلقه", "اخبار اخري", "ذات صله", "المزيد من الاخبار", "الاكثر قراءه"),
        *("الاكثر مشاهده", "الاكثر تداولا", "قد يعجبك ايضا", "قد يهمك ايضا", "اقرا ايضا", "اقرا المزيد", "شاهد ايضا"),
        *("other news", "related articles", "related posts", "related stories", "most read", "you may also like"),
    )
)
_SOURCE = re.compile(r"(?:المصدر|المصادر|مصدر الخبر|Source)\s*[:：]\s*(?P<who>.{2,70})")
_QUOTED = re.compile("نقل(?:ا|\u0627\u064b|\u064b\u0627) عن\\s*:?\\s+(?P<who>.{2,50}[^.])")
_SIGNED = re.compile(
    r"(?:(?:(?:إعداد|اعداد) وتحرير|إعداد|تحرير|تقرير|كتابة|كتبت?(?=[^.!؟]+$))\s*[:：]\s*"
    r"|(?:Reporting|Editing|Written) by:?\s+)"
    r"(?P<who>.{2,60})"
)
# Several names in a row over a text: كاتبة نموذجية | مراسل نموذجي. One name alone might be anything.
_NAME = r"[^\W\d_]+(?: [^\W\d_]+){1,3}"
_BYLINE_ROW = re.compile(rf"{_NAME}(?: \| {_NAME})+")
# An agency's desk signs under the text, reporter before editor: A. Reporter/ Editor.
_LATIN_NAME = r"(?=[^/]*[a-z])(?:(?:al-)?[A-Z][\w.'-]*+\s?){1,3}"
_DESK = re.compile(rf"{_LATIN_NAME}(?:\s*/\s*{_LATIN_NAME})+")
_AGENCIES = "|".join(
    (
        *("سانا", "رويترز", "أ ?ف ?ب", "ا ف ب", "فرانس برس", "الأناضول", "د ?ب ?أ", "أسوشيتد برس", "بترا", "واس"),
        *("وام", "قنا", "وفا", "كونا", "شينخوا", "تاس", "نوفوستي", "سبوتنيك", "وكالات"),
    )
)
_AGENCY = re.compile(rf"[-–—\s]*[(\[]?\s*(?P<who>(?:{_AGENCIES})(?:\s*[-–_+،/و]\s*(?:{_AGENCIES}))*)\s*[)\]]?\s*\.?")
# A headline: short, and no single full stop at its end.
_RELATED = re.compile(r"(?!.*[^.]\.$).{0,160}")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Lines that are the article's own, whom they credit as another source, and who signed them."""

    lines: tuple[str, ...]
    credit: str = ""
    authors: tuple[str, ...] = ()


def fold_line(line: str) -> str:
    """`line` for comparing with another: one alef, no marks, no tatweel, lower case, no punctuation at its edges."""
    return " ".join(_MARKS.sub("", line).translate(_FOLDED).lower().split()).strip(_EDGES)


def clean_lines(
    lines: Iterable[str],
    title: str,
    own_names: Iterable[str],
    junk: Iterable[str] = (),
    links: Collection[str] = (),
) -> Cleaned:
    """Take the furniture out of the `lines` of an article.

    `own_names` are names of the outlet: alone on a line they are furniture, and crediting them credits nobody else.
    `junk` are the outlet's own expressions, matched at the start of a line. `links` are texts of links, folded: at the
    end of an article a line that is nothing but a link is a related headline nobody marked.
    """
    own = {fold_line(name) for name in own_names} - {""}
    junk_rules = [re.compile(rule) for rule in junk]
    kept: list[str] = []
    credits: list[str] = []
    authors: list[str] = []
    found = _before_related(list(lines))
    for number, line in enumerate(found):
        at_edge = number < _EDGE_LINES or number >= len(found) - _EDGE_LINES
        if source := _credited(line):
            credits.append(source)
        elif signed := _SIGNED.fullmatch(line.strip()):
            authors.append(signed["who"].strip(_EDGES))
        elif len(kept) < _EDGE_LINES and _BYLINE_ROW.fullmatch(line.strip()):
            authors.extend(name for name in line.split(" | ") if fold_line(name) not in own)
        elif not (_is_junk(line, title, own, junk_rules) or (at_edge and _EDGE_JUNK.fullmatch(line.strip()))):
            kept.append(line)
    while kept and not kept[-1].endswith(".") and fold_line(kept[-1]) in links:
        kept.pop()
    while kept and (agency := _AGENCY.fullmatch(kept[-1])):
        credits.append(agency["who"])
        kept.pop()
    authors += _signed_off(kept)
    others = [credit for credit in dict.fromkeys(credits) if fold_line(credit) not in own]
    return Cleaned(tuple(kept), "، ".join(others), tuple(dict.fromkeys(authors)))


def _signed_off(kept: list[str]) -> list[str]:
    """The names in the last line, taken out of `kept`, where it is a desk's signature."""
    if not kept or not _DESK.fullmatch(kept[-1]):
        return []
    return [name.strip() for name in kept.pop().split("/")]


def _credited(line: str) -> str:
    found = _SOURCE.fullmatch(line.strip()) or _QUOTED.fullmatch(line.strip())
    return found["who"].strip(_EDGES) if found else ""


def _is_junk(line: str, title: str, own: set[str], rules: list[re.Pattern[str]]) -> bool:
    if not any(char.isalnum() for char in line):
        return True
    if len(line) > _LONGEST_JUNK:
        return any(rule.match(line) for rule in rules)
    folded = fold_line(line)
    if folded in own or folded in _END_HEADINGS or folded == fold_line(title):
        return True
    parts = (part.strip(_EDGES) for part in re.split("[|•]", folded))  # of a row of tools
    return all(_JUNK.fullmatch(part) for part in parts) or any(rule.match(line) for rule in rules)


def _before_related(lines: list[str]) -> list[str]:
    """The lines before a heading of related articles, in the second half of a text, with only headlines after it."""
    total, passed = sum(map(len, lines)), 0
    for number, line in enumerate(lines):
        is_end = fold_line(line) in _END_HEADINGS and passed * 2 >= total
        if is_end and all(_RELATED.fullmatch(after) for after in lines[number + 1 :]):
            return lines[:number]
        passed += len(line)
    return lines
