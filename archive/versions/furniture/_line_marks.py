"""What a line says of itself: how long, how it ends, whether it opens like a correction or speaks as furniture does.

Words are a reason to wait, never a proof: honest sentences begin with them, too (تابعنا القصف من سطح المنزل).
"""

import re
from functools import lru_cache

from archive.text.folding import fold_line

SHORT_WORDS = 14
_END = re.compile(r"(?<![.…])\.[\"'”»’)\]\s]*$")
_CORRECTION = re.compile(
    r"(?:(?:تصحيح|تصويب|استدراك|توضيح|اعتذار|نعتذر|تعتذر|يعتذر|صححنا|صوبنا|correction|corrected|clarification|apology"
    r"|we apologi[sz]e|an earlier version|(?:sere)?rastkirin|düzeltme|راستکردنەوە)\b"
    r"|(?:صحح|صوب|عدل|صححت|صوبت|عدلت) (?:هذا|هذه) ال\w+\b|(?:ورد|جاء|ذكر|ذكرت|ذكرنا|نسبنا|نشرنا)\b.{0,30}"
    r"(?:خطا\b|(?:نسخه|صيغه|طبعه) سابقه)|this (?:story|article|report|piece) (?:was|has been) (?:corrected|amended)\b"
    r"|we (?:wrongly|incorrectly|mistakenly)\b"
    r"|(?:تنويه|ملاحظه|تعديل|تحديث|editor'?s note|note|update)\b"
    r"(?=.{0,300}(?:خطا|صحيح|تصحيح|صحح|نسخه سابقه|نعتذر|ورد |عدل|error|incorrect|earlier version|wrong)))"
)
# An apology that names nothing that was published: perhaps for slow pages.
_APOLOGY = re.compile(
    r"(?:اعتذار|نعتذر|تعتذر|يعتذر|apology|we apologi[sz]e)\b(?!.*(?:خطا|صحيح|دقيق|ورد|نشر|ذكر|نسب|معلوم|اسم|صوره|خبر"
    r"|ماده|تقرير|مقال|عنوان|قلنا|كتبنا|error|wrong|incorrect|mistake|name|photo|picture|stor(?:y|ies)|article|report|publish))"
)
CORRECTION_WORDS = 5
# Who made the text, and where it comes from: what a credit says on each page is of that page.
_CREDIT = re.compile(
    r"(?:بقلم|بواسطه|اعداد|تحرير|تقرير|تحقيق|ترجمه|تصوير|عدسه|متابعه|(?:ال)?(?:مصدر|كاتبه?|مراسله?|صوره?|محرره?)|كتبت?"
    r"|by|source|photos?|pictures?|reporting|written|edited|editing|translat\w+|ji aliyê|çavkanî|kaynak|haber)\b"
)
_NOTICE = re.compile(
    r"(?<!\w)(?:[وفلبك]{0,2}(?:ال)?(?:"
    r"مشاهد(?:ه|ات)?|زيار(?:ه|ات)|زوار|زائر|زاير|قراء(?:ه|ات|نا)?|مطالعه|تحديث|نشر(?:ت)?|منشور(?:ه|ات)?|ينشر"
    r"|شارك(?:ها|نا|وا|ونا)?|مشارك(?:ه|ات|تها)|تابع(?:نا|ونا|وا)?|متابع(?:ه|ون|ين|تنا|ينا|يها)|اشترك(?:وا)?|اشتراك"
    r"|انضم(?:وا)?|انضمام|قنات(?:نا|ها)|قناه|مجموعتنا|صفحتنا|صفحه|موقعنا|موقع|منصتنا|منصات|صحافتنا|شبكتنا|تطبيق(?:نا)?"
    r"|تلغرام|تلجرام|تيليغرام|تليغرام|واتساب|واتس|فيسبوك|تويتر|يوتيوب|انستغرام|تيك|تواصل|نشره|بريد(?:يه|ك|نا)?"
    r"|اعلان(?:ات|يه)?|معلن|ترويجي|تعليق(?:ات|ك|اتكم)?|رايك|رايكم|اراء|طباعه|نسخه|حفظ|وسوم|هاشتاغ|رابط|حقوق|محفوظه"
    r"|اقرا(?:وا|ي)?|صله|متعلقه|مزيد|شاهد(?:وا)?|احدث|حمل(?:وا)?|تحميل|تنزيل|استماع|استمع(?:وا)?"
    r"|ادعم(?:وا|ونا)?|تبرع(?:ات|وا)?|كوكيز|ارتباط|خصوصيه|تقييم|صوت(?:وا)?|تصويت|استطلاع|كاتب(?:ها|ه)?|اصحابها"
    r"|تعبر|يعبر|تعكس|بالضروره|ماده|مواد|مقال(?:ه|ات)?|خبر|تقرير|ترجم(?:ه|ت)|مترجمه|اذن|محرر|تحرير(?:يه)?|عدسه"
    r"|اسعار|صرف|طقس|حراره|اعجب(?:ك)?|ابلغ|اتصل|ساعدنا|تفوتوا|تخفيضات|عروض|احجز"
    r")|share|follow|subscribe|newsletter|read|more|also|related|views?|comments?|copyright|rights|reserved|updated?"
    r"|published|advert\w*|sponsored|download|app|cookies?|sign|join|tags?|print|copy|link|rate|rating|poll|vote|live"
    r"|article|story|website|site|page|editor\w*|opinions?|author|translated|donat\w+|support|readers?"
    r")(?!\w)"
)
LONGEST_NOTICE = 30


@lru_cache(maxsize=1 << 10)
def _folded(line: str) -> str:
    return fold_line(line[:2000])


def is_sentence(line: str) -> bool:
    """Does it end with a full stop, before a closing quote or bracket at most?"""
    return _END.search(line[-40:]) is not None


def opens_like_correction(line: str) -> bool:
    """Does the outlet correct itself here, in five words at least?"""
    return _CORRECTION.match(_folded(line)) is not None and len(line.split()) >= CORRECTION_WORDS


def opens_like_apology(line: str) -> bool:
    """Does the outlet apologise here, and not for what it published?"""
    return _APOLOGY.match(_folded(line)) is not None


def is_credit(line: str) -> bool:
    """Does it open as a by-line does, or the name of a source?"""
    return _CREDIT.match(_folded(line)) is not None


def notice_words(line: str) -> int:
    """How many words of counters, calls and notices stand in a line."""
    return len(_NOTICE.findall(_folded(line)))


# Words that begin with و themselves, in which it joins nothing: ministry, time, he documented, he arrived.
_OWN_WAW = (
    r"(?:وزار|وزير|وزراء|وكال|وسوم|وحد|واتس|والد|وثيق|وثائق|ورش|وفد|وفيات|ولاي|وضع|وسط|وسائل|وصول|ورق|وظ|وسم|واجه|واصل)"
    r"|ولي\b|وقت(?:ا|ه|ها|هم)?\b"
    r"|(?:وثق|وصل|وقع|وجد|وقف|وعد|ورد|ولد|وزع|وافق|وجه|ودع|وصف|وفر|ورث|وظف)(?:ت|نا|وا)?\b"
)
# What joins a sentence to the one before it: no notice opens so.
_JOINING = re.compile(
    rf"(?!{_OWN_WAW})و\w{{2,}}"
    r"|كما \w|لكن\w* |(?:و?من|في) (?:جهت|جانب|المقابل|السياق|غضون)\w*|بدور\w+ |ي(?:ذكر|شار) "
    r"|(?:تحديث|عاجل|مستجدات|update|nûkirin|güncelleme) ?:(?: *\S+){6}"
    r"|(?:but|however|meanwhile|he|she|they|his|her|its) "
)


def is_narrative(line: str) -> bool:
    """A sentence that goes on from the one before it or says what is new, and does not speak as notices do."""
    return is_sentence(line) and _JOINING.match(_folded(line)) is not None and notice_words(line) < 2


_HEADINGS = re.compile(
    r"(?:ال)?(?:مقالات|مواضيع|موضوعات|مواد|اخبار|تقارير|قصص) (?:ذات صله|ال?متعلقه|متصله|مشابهه|اخري|ال?مرتبطه)"
    r"|ذات صله|(?:المزيد|مزيد) (?:من|في|عن)\b.{0,40}|الاكثر (?:قراءه|مشاهده|تداولا|تعليقا|شيوعا)"
    r"|(?:قد|ربما) (?:يعجبك|يهمك|تعجبك|تهمك)\b.{0,20}"
    r"|(?:اقرا|اقراي|اقراوا|شاهد|تابع|طالع|انظر)(?: ?ي| ?وا)? (?:ايضا|المزيد|كذلك)"
    r"|اخر الاخبار|احدث الاخبار|مختارات|اخترنا لك\w*|من نفس القسم|من الارشيف"
    r"|(?:related|more|other|recommended|latest|popular) ?(?:articles|posts|stories|news|reading|from|in|on)?\b.{0,30}"
    r"|(?:read|see|watch) (?:also|more|next)|most (?:read|viewed|popular)|you (?:may|might) (?:also )?like"
)


def heads_a_list(line: str) -> bool:
    """The heading of a list of other articles."""
    return len(line) <= 80 and _HEADINGS.fullmatch(_folded(line)) is not None


# A label that names what follows as another article, and a colon: no sentence of a story begins so.
_POINTER = re.compile(
    r"\W*(?:و?(?:اقرا|اقرؤوا|طالع|شاهد|انظر)(?:[ /]?(?:ي|وا))? (?:ايضا|كذلك|المزيد)"
    r"|(?:read|see|watch) (?:also|more)|also (?:read|see)"
    r"|(?:her wiha|herwiha|di heman derbar\w* de) (?:bixwîn\w*|bibîn\w*)"
    r"|ayrıca (?:oku\w*|bkz\w*)|هەروەها بخوێنەرەوە) ?:"
)
LONGEST_POINTER = 30


def points_elsewhere(line: str) -> bool:
    """Does it name another article: "Read also: …", in a line of its own?"""
    return len(line.split()) <= LONGEST_POINTER and _POINTER.match(_folded(line)) is not None
