"""Whole lines round an article that are not of it, as expressions: calls to follow, to share, to read other things."""

import re

# In folded spelling: where outlets are followed.
NETWORKS = (
    "(?:فيسبوك|فيس بوك|تويتر|اكس|x|واتس ?اب|ت[يل]+[غقج]رام|ان?ستا?[غقج]رام|يوتيوب|تيك ?توك|ثريدز|سناب ?شات|لينكد ?ان"
    "|بينتيريست|[غج]و[غج]ل نيوز|اخبار [غج]و[غج]ل|نبض"
    "|facebook|twitter|whats ?app|telegram|instagram|youtube|tik ?tok|threads|snapchat|pinterest|linkedin|google news)"
)
# Of a call to follow nothing but such words: «تابعنا القصف على الأحياء» is a sentence of a story.
OF_A_CALL = (
    "(?:و|ب|ل)?(?:ال)?(?:علي|عبر|في|الي|الينا|ب|ل|من خلال|من|الان|هنا|مجانا|صفحتنا|صفحاتنا|قناتنا|قنواتنا"
    "|حساب(?:نا|اتنا)|مجموعتنا|كروباتنا|نشرتنا(?: البريديه)?|خدمتنا|تطبيقنا|صفحه|صفحات|قناه|قنوات|حساب|حسابات|مجموعه"
    "|رسمي(?:ه)?|تطبيق|منصات?|مواقع|وسائل|شبكات|تواصل|اجتماعي"
    "|on|via|at|our|the|and|page|channel|newsletter|social media"
    f"|{NETWORKS})"
)
_REPORTED = r"(?!.*\b(?:قال|قالت|يقول|تقول|بحسب|وفق|اضاف|اضافت|حسب|said|says|according)\b)"


def _unreported(opening: str) -> str:
    """`opening`, but of a line that says whose words it tells. What it opens with is soon seen, all of it is long."""
    return f"(?={opening}){_REPORTED}{opening}"


_THE_ARTICLE = "(?:هذا|هذه|this)? ?(?:ال)?(?:مقال|مقاله|خبر|موضوع|صفحه|ماده|تقرير|article|post|page|story)"
_WITH_WHOM = (
    f"(?:(?:ال|و)?{NETWORKS}|(?:ال|ا)?اصدقا[ءئ](?:ك|كم)?|(?:مواقع|وسائل|شبكات) التواصل(?: الاجتماعي)?|your friends)"
)
_RIGHTS = (
    "(?:(?:(?:جميع|كافه|كل) )?(?:ال)?حقوق(?: (?:ال)?(?:نشر|طبع)(?: والنشر)?)? محفوظه|all rights reserved|copyright ©|©)"
)
# Whatever is read, watched or followed besides: in Arabic, where more words may follow; in English, Kurmanji, Sorani
# and Turkish alone on a line or before a colon, since a story could go on with these words.
_LOOK_AT = (
    "(?:(?:اقرا|طالع|شاهد|تابع|انظر|راجع)(?:وا|ي)? (?:ايضا|كذلك|معنا|في هذا السياق)|(?:قد|ربما) (?:يهمك|يعجبك)(?:م)?"
    "(?: ايضا| كذلك)?(?= ?:|$))"
)
_MORE_OF_IT = (
    "اقرا(?:وا|ي)? (?:المزيد|اكثر)|المزيد من (?:الاخبار|قبل|الموضوعات)|اخترنا لك(?:م)?|لا يفوتك(?:م)?"
    "|(?:اخبار|مقالات|مواضيع|موضوعات|مواد|روابط|تقارير)"
    " (?:ذات (?:صله|علاقه)|متعلقه|مرتبطه|مشابهه|اخري للكاتب|(?:قد|ربما) (?:ته|تعجب)\\S*ك(?:م)?(?: ايضا)?)"
    "|(?:خبر|مقال|موضوع|تقرير) (?:ذو (?:صله|علاقه)|متعلق|مرتبط|مشابه)"
    "|(?:also )?read (?:also|more|next)|also read|(?:see|watch) also|more on this|(?:don[’']?t|do not) miss"
    "|(?:you )?(?:may|might) (?:also )?(?:like|be interested in)"
    "|related(?: (?:articles?|posts?|stories|story|news|topics?|links?|coverage))?"
    "|(?:her ?wiha|bêtir|zêdetir|vê jî) (?:jî )?(?:bi)?xwîn(?:e|in)|(?:nûçe|gotar|babet)(?:yên|ên) (?:têkildar|din)"
    "|(?:زیاتر|هەروەها|ئەمەش) بخوێن(?:ەوە|ەرەوە|نەوە)|(?:بابەت|هەواڵ)(?:ە|ی|ەکانی)? پەیوەندیدار(?:ەکان)?"
    "|(?:bunu da|ayrıca|bunları da) oku(?:yun|yunuz)?|(?:i̇|i)lgili (?:haber(?:ler)?|konular|yazılar|içerik(?:ler)?)"
    "|benzer (?:haber|yazı)(?:ler|lar)|devamını oku|daha fazla(?:sı)? oku"
)
# Sends the reader to another article, names a photographer: no sentence, or the same words are a story's.
TEASER = re.compile(
    "|".join(
        (
            _unreported(_LOOK_AT) + "(?:\\b.{0,200})?",
            f"(?:{_MORE_OF_IT})(?: ?:.{{0,200}})?",
            "(?:(?:تصوير|ب?عدسه|(?:مصدر )?(?:ال)?صوره|(?:photo|image)(?: credit| source)?) ?:|photo by) ?"
            "\\S+(?: \\S+){0,5}",
        )
    )
)
# Matched against the whole folded line: one alef, no marks, no punctuation at the edges.
JUNK = re.compile(
    "|".join(
        (
            "(?:tag icon )?(?:ع ?ع ?ع|a ?a ?a)(?: ?[+-])*(?: (?:طباعه|print))?",
            "المصدر|المصادر|source|tags?|وسوم|الوسوم|اعلان|اعلانات|advertisement",
            "(?:(?:ال)?كلمات (?:ال)?(?:مفتاحيه|دلاليه|داله)|(?:ال)?وسوم|tags|etiketler|etîket)(?: ?:.{0,200})?",
            "(?:ال)?نشره (?:ال)?(?:بريديه|اخباريه)|(?:ادخل|اكتب|سجل)(?:وا|ي)? بريد(?:ك|كم)\\b.{0,120}",
            f"(?:شارك(?:ها|نا|وا)?|مشاركه|انشر|share)(?: {_THE_ARTICLE})?"
            f"(?: (?:علي|عبر|مع|on|via|with) {_WITH_WHOM}(?: {_WITH_WHOM})*)?",
            f"(?:(?:{NETWORKS}|طباعه|نسخ الرابط|البريد الالكتروني|print|email|copy link)(?: |$))+",
            "parve bike(?:n|in)?|belav bike(?:n|in)?|(?:haberi |bu haberi )?paylaş(?:ın|in)?",
            "شارك (?:عبر|علي)|(?:ال)?(?:سابق|تالي)|روابط سريعه",
            "(?:نسخه|صيغه) (?:لل|قابله لل)طباعه|طباعه (?:ال)?(?:خبر|مقال|مقاله|صفحه)",
            "ارسل (?:الي|ل) ?صديق|ارسال(?: الي صديق)?|حفظ|(?:(?:تكبير|تصغير|حجم) (?:ال)?(?:خط|نص)[ +-]*)+",
            "التعليقات (?:مغلقه(?: ?[،,] ولكن .{0,60})?|:? ?\\(?\\d+\\)?)",
            "لا (?:توجد|يوجد) تعليقات|اضف تعليقا?|اترك (?:تعليقا?|ردا?)|كتابه تعليق",
            "leave a (?:comment|reply)|comments are closed(?: (?:on|for) this (?:article|post|entry|story))?",
            "لن يتم نشر عنوان بريدك الالكتروني.{0,80}|your email address will not be published.{0,80}",
            # To those who comment, in the second person.
            "[نت]رحب .{0,40}(?:بالنقاش|بارائكم|ب(?:تعليقات|مشاركات)(?:كم)?)\\b.{0,100}التعليقات.{0,100}"
            "(?:ننصحكم?|نرجو منكم?|يرجي|الرجاء)\\b.{0,200}",
            "\\(?\\d*\\)? ?هل اعجبتك المقاله.{0,20}",
            "لارسال تعليق ?[,،] ?الرجاء تعبئه الحقول التاليه.{0,40}",
            _unreported("(?:هذا الموقع يستخدم|يستخدم هذا الموقع|نستخدم|يستخدم موقعنا)")
            + " ملف(?:ات)? (?:تعريف الارتباط|الكوكيز|كوكيز).{0,200}",
            _unreported("(?:الاراء|التعليقات) (?:الوارده|المنشوره) ")
            + "(?:(?:في|علي) )?(?:هذا|هذه|ال|هنا|ادناه|اعلاه).{0,20}"
            "لا تعبر (?:بالضروره )?عن (?:راي|وجهه نظر|موقف|سياسه) .{0,100}",
            _unreported("(?:this (?:web)?site uses|we use) cookies") + ".{0,200}",
            f"(?:تابعونا|تابعنا|اشترك(?:وا)?|انضم(?:وا)?|follow us|join us|subscribe)(?: {OF_A_CALL})*"
            f" (?:و|ب|ال)?{NETWORKS}(?: {OF_A_CALL})*(?: (?:ل|كي )(?:يصل|تصل|معرفه|متابعه|مزيد|لمزيد|تبق).{{0,60}})?",
            f"لمتابعه (?:اخر|احدث|المزيد|جديد|كل)\\b.{{0,60}}(?:انضم|اشترك|تابع)\\w*\\b.{{0,40}}{NETWORKS}.{{0,30}}",
            f"(?:(?:يمكن|بامكان)(?:ك|كم|كن) (?:ايضا )?(?:ال)?|لل?)(?:متابعه|متابعتنا|اشتراك|انضمام)\\b"
            f".{{0,60}}{NETWORKS}.{{0,30}}",
            "(?:تابعونا|تابعنا|follow us)(?: علي| عبر| on)?|(?:حمل|حملوا|نزل|نزلوا) تطبيقنا\\b.{0,100}",
            f"(?:(?:\\S+ ){{0,3}}[-–—|] ?)?{_unreported(_RIGHTS)}.{{0,120}}",
            _unreported("ال(?:مقالات|مواد|اراء) (?:ال)?(?:منشوره|وارده) ") + ".{0,40}تعبر عن (?:ا?راء|راي|وجه).{0,99}",
            # A counter of pictures.
            "\\d{1,3} ?/ ?\\d{1,3}",
            # The slogan under calls for donations, of several papers.
            "(?:دولار|يورو|ليره) واحده? شهريا (?:ي|ت)(?:صنع ال|حدث )فرقا?.{0,100}",
            # What networks set into a text; the address of a document is text.
            "(?:https?://)?(?:www\\.|m\\.|mobile\\.)?(?:twitter|x|facebook|fb|instagram|youtube|youtu|tiktok|t|threads)"
            "\\.(?:com|co|me|be|net|watch)/\\S+|pic\\.twitter\\.com/\\S+",
            "view this post on instagram|عرض هذا المنشور علي instagram",
            "(?:a post shared by|تمت مشاركه منشور بواسطه) .{1,80}",
            "posted by .{1,60} on \\w+day(?:,? .{0,30})?",
        )
    )
)
LABEL = re.compile(f"{_unreported(f'(?:{_LOOK_AT}|{_MORE_OF_IT})')} ?(?::|>>|»|›|←)")
# What a publishing system was to put something for: [divider top="20"], [caption id="x"]…[/caption].
SHORT_CODE = re.compile(r"\[/?[a-z][a-z_-]+(?: [^\]]*)?\](?:.*\[/[a-z_-]+\])?")
# Asked for money or to be followed by name: with the outlet's own name behind it.
CALLS_FOR_ITSELF = re.compile("(?:ادعم(?:وا)?|تابع(?:وا)?(?: اخبار)?|support) ")
