"""Lines by which an outlet corrects, clarifies or takes back what it wrote: they are text wherever they stand.

In Arabic, English and both Kurdish languages. A line is known by how it opens; a sentence of a story that speaks of
somebody else's correction opens otherwise (وقال الوزير إن تصحيح الأسعار …).
"""

import re

from archive.text.folding import fold_line

_FEWEST_WORDS = 5
# Against folded lines: one alef, no marks, ه for ة, ي for ى, lower case.
_HEADING = re.compile(
    r"(?:تصحيح|تصويب|استدراك|توضيح|اعتذار|تنويه|تنبيه|corrections?|clarifications?|apology"
    r"|تحديث|updates?|editor['’]s note"
    r"|[رڕ]استکردنەوە|[رڕ]وونکردنەوە|لێبوردن|sererastkirin|rastkirin|zelalkirin|lêborîn)"
)
_OPENS = re.compile(
    rf"{_HEADING.pattern}(?: (?:من|و) ?\w+){{0,2}}\s*[:：،,.–—-]"
    r"|(?:تصحيح|تصويب|توضيح|اعتذار|تنويه|استدراك)ا?\b.{0,40}(?:خطا|ورد|ذكر|نشر|الخبر|التقرير|الماده|المقال)"
    r"|(?:ملاحظه|تنويه|تنبيه)(?: من)? (?:ال)?(?:محرر|تحرير|هيئه)"
    r"|(?:نعتذر|تعتذر|يعتذر|اعتذر(?:نا|ت)?|نود الاعتذار|نقدم اعتذارنا|صحح(?:نا|ت)|صوب(?:نا|ت)|نصحح"
    r"|نود (?:تصحيح|توضيح|التنويه))\b.{0,90}"
    r"(?:خطا|اخطاء|ورد|نشر|ذكر|صحيح|سابق|سهو|لبس|التباس|الخبر|التقرير|القراء|قرائ|متابعي)"
    r"|(?:جري|تم|جرت|اجري)\b.{0,12}(?:تصحيح|تصويب|تعديل|تحديث|حذف|سحب)\b.{0,60}"
    r"(?:خبر|تقرير|ماده|مقال|نسخه|عنوان|نص|فقره|معلوم|خطا)"
    r"|(?:صحح|عدل|حدث|صوب|سحب)ت? (?:هذا|هذه) (?:ال)?(?:خبر|تقرير|ماده|مقال|مقاله|نسخه|قصه)"
    r"|(?:ورد|وردت|ذكر|ذكرت|ذكرنا|نشرنا|نشرت|جاء|تضمن|تضمنت|احتوت|احتوي|كانت|اشارت?) .{0,40}"
    r"(?:نسخه|صيغه|طبعه) (?:سابقه|سابقا|اولي|قديمه)"
    r"|(?:ورد|وقع|حصل) (?:خطا|سهوا)|(?:في|كانت) (?:نسخه|صيغه) (?:سابقه|اولي)"
    r"|(?:an |the )?(?:earlier|previous|original|initial) (?:version|edition) of (?:this|the)\b"
    r"|this (?:article|story|report|post|piece|headline|page|version)\b.{0,40}"
    r"\b(?:amended|corrected|updated to correct|updated to clarify|updated to reflect|changed to correct|clarified"
    r"|retracted|withdrawn|revised)\b"
    r"|(?:we|the editors?) (?:apologi[sz]e|regret|have corrected|have amended|wish to (?:correct|clarify))\b"
    r"|(?:a |the )?correction (?:was|has been|to)\b|due to an? .{0,30}error\b"
    r"|لە وەشانێکی پێشوو|لە وەشانی پێشوو|داوای لێبوردن"
    r"|ev (?:nûçe|gotar)\b.{0,40}(?:hat|hatiye) (?:sererastkirin|rastkirin)"
    r"|di (?:guhertoya|weşana) (?:berê|kevn)"
)


def opens_a_correction(line: str) -> bool:
    """Does a line of five words at least open like a correction, clarification or apology of the outlet's own?"""
    folded = fold_line(line[:400])
    words = sum(any(map(str.isalpha, word)) for word in folded.split())
    return words >= _FEWEST_WORDS and _OPENS.match(folded) is not None


def heads_a_correction(line: str) -> bool:
    """Is the line nothing but the word over a correction?"""
    return len(line) <= 60 and _HEADING.fullmatch(fold_line(line)) is not None
