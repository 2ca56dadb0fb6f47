"""The lines around an article that are not the article: share boxes, related headlines, comment rules.

Every rule is anchored to a whole line, since the same words open honest sentences (شارك مئات الأهالي في …). They were
read off pages of Syrian outlets and run over 17,868 articles of others to see that they take nothing from those.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from archive.reading._bylines import Byline, Bylines
from archive.text.folding import EDGES, fold_line

# Matched against the whole folded line: one alef, no marks, no punctuation at the edges.
_JUNK = re.compile(
    "|".join(
        (
            "(?:tag icon )?(?:ع ?ع ?ع|a ?a ?a)(?: ?[+-])*",
            "اقرا(?:وا|ي)? (?:ايضا|كذلك|المزيد|اكثر|معنا|في هذا السياق)(?:\\b.{0,200})?",
            "(?:read (?:also|more)|see also|related)(?:\\b.{0,10}| ?:.{0,200})",
            "(?:(?:تصوير|ب?عدسه|(?:مصدر )?(?:ال)?صوره|(?:photo|image)(?: credit| source)?) ?:|photo by) ?"
            "\\S+(?: \\S+){0,5}",
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
            "[نت]رحب .{0,40}(?:بالنقاش|بارائكم|ب(?:تعليقات|مشاركات)(?:كم)?)\\b.{0,100}التعليقات.{0,300}",
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
# A headline: short, and no single full stop at its end.
_RELATED = re.compile(r"(?!.*[^.]\.$).{0,160}")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Lines that are the article's own, whom they credit as another source, and who signed them."""

    lines: tuple[str, ...]
    credit: str = ""
    authors: tuple[str, ...] = ()


def clean_lines(
    lines: Iterable[str],
    title: str,
    own_names: Iterable[str],
    junk: Iterable[str] = (),
    links: Collection[str] = (),
    credit_lines: Iterable[str] = (),
) -> Cleaned:
    """Take the boilerplate out of the `lines` of an article.

    `own_names` are names of the outlet: alone on a line they are boilerplate, and crediting them credits nobody else.
    `junk` are the outlet's own expressions, matched at the start of a line. `links` are texts of links, folded: at the
    end of an article a line that is nothing but a link is a related headline nobody marked. `credit_lines` are the
    outlet's own forms of crediting (see Outlet).
    """
    own = {fold_line(name) for name in own_names} - {""}
    no_text = own | _END_HEADINGS | {fold_line(title)}
    junk_rules = [re.compile(rule) for rule in junk]
    bylines = Bylines(own, credit_lines)
    kept: list[str] = []
    signed: list[Byline] = []
    found = _before_related(list(lines))
    for number, line in enumerate(found):
        left = len(found) - 1 - number
        at_edge = number < _EDGE_LINES or left < _EDGE_LINES
        if byline := bylines.read(line, number, kept, left):
            signed.append(byline)
        is_junk = _is_junk(line, no_text, junk_rules) or (at_edge and _EDGE_JUNK.fullmatch(line.strip()))
        if not is_junk and (byline is None or byline.stays):
            kept.append(line)
    while kept and not kept[-1].endswith(".") and fold_line(kept[-1]) in links:
        kept.pop()
    signed.append(bylines.signature(kept))
    return Cleaned(
        tuple(kept),
        "، ".join(dict.fromkeys(credit for byline in signed for credit in byline.credits)),
        tuple(dict.fromkeys(author for byline in signed for author in byline.authors)),
    )


def _is_junk(line: str, no_text: set[str], rules: list[re.Pattern[str]]) -> bool:
    if not any(char.isalnum() for char in line):
        return True
    if len(line) > _LONGEST_JUNK:
        return any(rule.match(line) for rule in rules)
    folded = fold_line(line)
    if folded in no_text:
        return True
    parts = (part.strip(EDGES) for part in re.split("[|•]", folded))  # of a row of tools
    return all(_JUNK.fullmatch(part) for part in parts) or any(rule.match(line) for rule in rules)


def _before_related(lines: list[str]) -> list[str]:
    """The lines before a heading of related articles, in the second half of a text, with only headlines after it."""
    total, passed = sum(map(len, lines)), 0
    for number, line in enumerate(lines):
        is_end = passed * 2 >= total and fold_line(line) in _END_HEADINGS
        if is_end and all(_RELATED.fullmatch(after) for after in lines[number + 1 :]):
            return lines[:number]
        passed += len(line)
    return lines
