"""The channels that are shipped: those of the state, and those of outlets. Data, one line a channel.

Messages in a day are differences of message numbers of autumn 2026. Lines that a channel puts under each message are
expressions matched at the start of a line. All of them live on one host, which is asked one request at a time: at these
intervals 72 polls an hour, and at the shortest to which they adapt three times that, mostly of one page each.
"""

from spiders.outlets.telegram import NOT_OF_SYRIA, ONLY_LISTED, STATE_UNSEEN, Channel

_CALL = r"(?:🔔|👈|📲|🔗|✅|📱)?\s*"

STATE = (
    *(
        Channel(handle, title, title_en, unseen=STATE_UNSEEN)
        for handle, title, title_en in (
            ("TrbyaGov", "وزارة التربية", "Ministry of Education"),
            ("SyMOSAAL", "وزارة الشؤون الاجتماعية والعمل", "Ministry of Social Affairs and Labour"),
            ("SyMOIGov", "وزارة الإعلام", "Ministry of Information"),
            ("SyMOEADM", "وزارة الطوارئ وإدارة الكوارث", "Ministry of Emergency and Disaster Management"),
            ("SyMOHEASR", "وزارة التعليم العالي والبحث العلمي", "Ministry of Higher Education"),
            ("SyrMOfE", "وزارة الطاقة", "Ministry of Energy"),
            ("SyMOfE", "وزارة الأوقاف", "Ministry of Religious Endowments"),
            ("SyrSMOC", "وزارة الثقافة", "Ministry of Culture"),
            ("Sy_Defense", "وزارة الدفاع", "Ministry of Defence"),
            ("SyrSMOT", "وزارة النقل", "Ministry of Transport"),
            ("syrianmofaex1", "وزارة الخارجية والمغتربين", "Ministry of Foreign Affairs and Expatriates"),
            ("MOEAFT", "وزارة الاقتصاد والصناعة", "Ministry of Economy and Industry"),
            ("SyMOAD", "وزارة التنمية الإدارية", "Ministry of Administrative Development"),
            ("SySMOfT", "وزارة السياحة", "Ministry of Tourism"),
            ("SyGAFLASP", "الهيئة العامة للمنافذ البرية والبحرية", "Authority for Land and Sea Ports"),
            ("SyMOLAAE", "وزارة الإدارة المحلية والبيئة", "Ministry of Local Administration and Environment"),
            ("SyrMOYAS", "وزارة الرياضة والشباب", "Ministry of Sports and Youth"),
            ("moct_gov", "وزارة الاتصالات وتقانة المعلومات", "Ministry of Communications and Technology"),
            ("MOPWAH", "وزارة الأشغال العامة والإسكان", "Ministry of Public Works and Housing"),
            ("SyrMOfA", "وزارة الزراعة", "Ministry of Agriculture"),
            ("SyrGACA", "الهيئة العامة للطيران المدني", "General Authority of Civil Aviation"),
            ("SyrMOfH", "وزارة الصحة", "Ministry of Health"),
            ("SyrMOfj", "وزارة العدل", "Ministry of Justice"),
            ("SyrMOfF", "وزارة المالية", "Ministry of Finance"),
            ("tusrt", "الإدارة العامة للصناعة", "General Administration of Industry"),
            ("SyGAOITACP", "الإدارة العامة للتجارة الداخلية وحماية المستهلك", "Internal Trade and Consumers"),
            ("SyGSOTPOTSARCA", "الأمانة العامة للرئاسة، شؤون مجلس الوزراء", "Presidency, Cabinet Affairs"),
            ("SyCAFFC", "الجهاز المركزي للرقابة المالية", "Central Authority for Financial Control"),
            ("SyPresidency", "رئاسة الجمهورية العربية السورية", "Presidency of the Syrian Arab Republic"),
        )
    ),
    Channel("syrianmoi", "وزارة الداخلية السورية", "Syrian Ministry of Interior", per_day=10.0),
)
OWN = (
    Channel(
        "sana_gov",
        "سانا",
        "SANA",
        of="sana",
        per_day=190.0,
        junk_lines=(r"التفاصيل على الرابط\s*:", r"تابعونا على التلغرام", r"#سانا$", r"ـ+$"),
    ),
    Channel(
        "SANANewsEnglish",
        "سانا الإنكليزية",
        "SANA in English",
        of="sana",
        per_day=44.0,
        lang="en",
        junk_lines=(r"🔗 ?For more details", r"[-–—_ ]{3,}$", r"WhatsApp ?\| ?Instagram"),
    ),
    Channel(
        "AlekhbariahSY",
        "الإخبارية",
        "Alikhbariah",
        of="alikhbariah",
        per_day=160.0,
        junk_lines=(
            r"لمتابعة آخر التطورات على قناة التلغرام",
            r"#الإخبارية_السورية$",
            r"لمشاهدة الحلقة كاملة عبر يوتيوب",
        ),
    ),
    Channel("alwatan_sy", "الوطن", "Al-Watan", of="alwatan", per_day=120.0),
    Channel(
        "TelevisionSyria",
        "تلفزيون سوريا",
        "Syria TV",
        of="syriatv",
        per_day=50.0,
        junk_lines=(rf"{_CALL}اشترك بقناة التيليجرام",),
    ),
    Channel(
        "enabbaladi",
        "عنب بلدي",
        "Enab Baladi",
        of="enabbaladi",
        per_day=30.0,
        junk_lines=(r"تابع حسابنا في تلغرام على", r"#عنب_بلدي$"),
    ),
    Channel(
        "Enabbaladi_en",
        "عنب بلدي الإنكليزية",
        "Enab Baladi in English",
        of="enabbaladi_en",
        lang="en",
        junk_lines=(r"#Enab ?Baladi$",),
    ),
    Channel(
        "HalabTodayTV",
        "حلب اليوم",
        "Halab Today",
        of="halabtoday",
        per_day=36.0,
        junk_lines=(r"لمتابعة أحدث الأخبار والتطورات في سوريا انضموا إلينا",),
    ),
    Channel("ShaamNetwork", "شبكة شام", "Shaam Network", of="shaam", per_day=81.0, junk_lines=(r"التفاصيل: ?⬇",)),
    Channel("Levant24", "ليفانت 24", "Levant24", of="levant24", per_day=19.0, lang="en"),
    Channel(
        "HawarNews",
        "وكالة هاوار",
        "Hawar News",
        of="anha",
        per_day=106.0,
        junk_lines=(
            r"🌐 عرض المزيد",
            r"🔔 وكالة أنباء هاوار",
            r"🦋 موقعنا على بلوسكاي",
            r"📱 (?:موقعنا على X|لحظة بلحظة عبر الواتس)",
            r"t\.me/HawarNews",
        ),
    ),
    Channel("npa_syria", "نورث برس", "North Press", of="northpress", per_day=24.0),
    Channel("npasyria", "نورث برس الإنكليزية", "North Press in English", of="northpress", per_day=16.0, lang="en"),
    Channel("daraa24_org", "درعا 24", "Daraa24", of="daraa24", per_day=30.0),
    Channel("Euphrats_post", "فرات بوست", "Euphrates Post", of="furatpost", per_day=20.0, junk_lines=(r"#فرات_بوست",)),
    Channel("damascusv011", "صوت العاصمة", "Damascus Voice", of="sawtalasima", per_day=20.0),
    Channel("sy_platform", "منصة سوريا", "Syria Platform", per_day=20.0),
    Channel("k24Arabic", "كوردستان 24", "Kurdistan 24", of="kurdistan24", per_day=40.0),
    Channel(
        "kurdistan24english",
        "كوردستان 24 الإنكليزية",
        "Kurdistan 24 in English",
        of="kurdistan24",
        per_day=20.0,
        lang="en",
    ),
    Channel("RudawArabic", "رووداو", "Rudaw", of="rudaw", per_day=40.0),
)
LISTED = tuple(
    Channel(handle, title, title_en, of=of, unseen=ONLY_LISTED, off=ONLY_LISTED)
    for handle, title, title_en, of in (
        ("snacksyrian", "سناك سوري", "Snack Syrian", "snacksyrian"),
        ("athrpress", "أثر برس", "Athr Press", "athrpress"),
        ("suwayda_24", "السويداء 24", "Suwayda 24", "suwayda24"),
        ("stepnews", "ستيب", "Step", "stepagency"),
        ("sdf_press", "قسد، المركز الإعلامي", "SDF Press", "sdfpress"),
        ("damascusvoice", "صوت دمشق", "Voice of Damascus", ""),
        ("verify_sy", "تأكد", "Verify-Sy", "verifysy"),
        ("hashtagsy", "هاشتاغ سوريا", "Hashtag Syria", "hashtagsyria"),
        ("alkhabour", "الخابور", "Al-Khabour", "alkhabour"),
        ("Levant24_ar", "ليفانت 24 العربية", "Levant24 in Arabic", "levant24"),
        ("arabi21news", "عربي21", "Arabi21", "arabi21"),
    )
)
REGIONAL = tuple(
    Channel(handle, title, title_en, of=of, per_day=100.0, unseen=unseen, off=NOT_OF_SYRIA)
    for handle, title, title_en, of, unseen in (
        ("asharqnews", "الشرق للأخبار", "Asharq News", "", ""),
        ("AjaNews", "الجزيرة", "Al Jazeera", "aljazeera", ""),
        ("almayadeen", "الميادين", "Al Mayadeen", "", ""),
        ("Alarabiya", "العربية", "Al Arabiya", "", ""),
        ("TRTArabi", "TRT عربي", "TRT Arabi", "", ""),
        ("aa_arabic", "الأناضول", "Anadolu Agency in Arabic", "", ONLY_LISTED),
        ("alhadath", "الحدث", "Al Hadath", "", ONLY_LISTED),
        ("france24_ar", "فرانس 24", "France 24 in Arabic", "", ONLY_LISTED),
    )
)
CHANNELS = (*STATE, *OWN, *LISTED, *REGIONAL)
