"""Addresses that are no article at any site: lists, feeds, searches, archives of days, files, the site's own pages.

As the systems that run news sites make them: WordPress, Drupal, Joomla, Laravel. For an outlet whose own rules are not
known this is all that tells its articles from the rest; those of WordPress outlets begin with it.
"""

from archive.identity.editions import EDITION

# What may stand before a path and changes nothing: a public folder served by mistake, index.php without rewriting.
FRONT = r"^/(?:public/)?(?:index\.php(?:/|(?=\?|$)))?"
START = rf"{FRONT}(?:{EDITION}(?:/|(?=\?|$)))?"
FOLDERS = (
    r"category|categories|kategori|tags?|authors?|writers?|feeds?|rss|search|taxonomy|users?|login|register|comments?"
    r"|cart|shop|checkout|account|wp-[a-z]+(?:\.php)?|xmlrpc\.php|sites/default|storage|uploads|assets|attachment|trackback"
    r"|component/(?:search|users|mailto|tags|finder|banners|k2/itemlist)|itemlist|cdn-cgi|cgi-bin|elementor-hf"
    r"|keywords?|labels?|hashtags?|tagged|columnists?|contributors?|staff|reporters?|dossiers?|widgets?|embed|api|graphql"
    r"|ajax|admin|signin|signup|logout|password|lang|languages?|set-locale|calendar|archive\.\w+"
    r"|(?:ال)?(?:وسم|وسوم|تصنيف|تصنيفات|كاتب|كت[اّ]ب|محرر|قسم|أقسام|بحث)|(?:ال)?كلمات-(?:ال)?(?:دلالية|مفتاحية)"
)
# Where an article may stand, too, and what such a folder shows of itself.
INNER = r"news|blog|posts|articles|stories"
INNER_LISTS = r"archives?|all|latest|search|most-read"
# With a number alone behind them they are lists, questions, people or files; a headline behind them is an article.
NUMBERED = (
    r"cats?|profiles?|members?|polls?|votes?|issues?|editions?|pdfs?|files?|downloads?|events?|albums?|channels?|shows?"
)
# What a site says of itself, and what it shows beside its news. As a whole path only: a headline may begin alike.
OWN_PAGES = (
    r"about(?:-us)?|contact(?:-us)?|privacy(?:-policy)?|terms(?:-(?:of|and)-[a-z-]+)?|cookies?(?:-policy)?"
    r"|advertise(?:-with-us)?|sitemap(?:\.html)?|newsletter|subscribe|live|videos?|photos?|galler(?:y|ies)|podcasts?"
    r"|infographics?|stories|reels|cartoons?|weather|currency|prayer-times|jobs|apps?|download-app|my-account|rss-feeds"
    r"|who-we-are|our-team|support-us|donate|live-(?:tv|stream|broadcast)|latest(?:-news)?|breaking(?:-news)?|trending"
    r"|politics|economy|business|sports?|culture|local|world|opinions?|reports|features|multimedia|technology|health|arts"
    r"|careers|partners|funding|corrections|copyright|disclaimer|gdpr|team|radio|schedule|frequency|satellite|programs?"
    r"|episodes|blogs?|special|dossiers|library|publications|statistics|maps|elections|coronavirus|news|syria"
    r"|all-news|site-map|(?:editorial|our)-team|our-[a-z]+|[a-z]+-policy|photo-gallery|press-releases?|world-cup"
    r"|most-(?:read|viewed|popular|watched)|print-edition|middle-east|north-america"
    r"|(?:ال)?أخبار-[^-/?0-9]+|(?:ال)?[اإ]تصال-بنا|لل?[اأإ]علان-معنا|كاريكاتير|[اإ]نفوغراف(?:يك)?|بودكاست|ملفات"
    r"|من-نحن|عن-الموقع|اتصلو?ا?-بنا|تواصلو?ا?-معنا|سياسة-(?:ال)?خصوصية|(?:سياسة|شروط)-الاستخدام|(?:ال)?بث-(?:ال)?مباشر"
    r"|محليات|أخبار|الأخبار|سياسة|اقتصاد|رياضة|ثقافة|منوعات|صحة|تقنية|تكنولوجيا|مقالات|تقارير|تحقيقات|حوارات|كتاب|آراء|رأي"
    r"|فيديو|صور|دولي|عربي|سوريا|عاجل|الرئيسية|الأرشيف|أرشيف|مجتمع|تعليم|علوم|فنون|اتصل|بحث"
    r"|هيئة-التحرير|فريق-العمل|[أا]علن-معنا|النشرة-البريدية|الأسئلة-الشائعة|خريطة-الموقع"
)
LISTS = (
    rf"{START}(?:home|index\.(?:html?|aspx?)|default\.aspx?)?/?$",
    rf"{START}(?:(?:archives?|{INNER})/)?(?:{FOLDERS})(?:/|\?|$)",
    rf"{START}(?:{INNER})/(?:{INNER_LISTS})(?:/(?:19|20)\d{{2}}(?:-\d{{1,2}}){{0,2}})?/?(?:\?|$)",
    rf"{START}(?:{OWN_PAGES})/?$",
    rf"{START}(?:(?:topics?|sections?|series)/[^/?]+|type/(?:video|gallery|image|audio|quote|link|status|aside|chat))/?$",
    rf"{START}(?:{NUMBERED})/\d+/?(?:\?|$)",
    # Not a year alone behind `archives`: there it may be the number of an article.
    rf"{START}(?:archives/date/|(?:archive|date|news|blog|(?:ال)?[أا]رشيف)/)?(?:19|20)\d{{2}}(?:[/-]\d{{1,2}}){{0,2}}/?(?:\?|$)",
    rf"{START}archives/(?:19|20)\d{{2}}(?:/\d{{1,2}}){{1,2}}/?(?:\?|$)",
    rf"{START}(?:node|frontpage|archives?)/?(?:\?|$)",
    # A feed, a later page or an attachment of whatever stands before it.
    r"/(?:feed|rss|atom)(?:/(?:rss2?|rdf|atom|\d+))?/?(?:\?|$)",
    r"/(?:page|sayfa)[/-]\d+(?:\.html?)?/?(?:\?|$)",
    r"/attachment/[^/?]+/?(?:\?|$)",
    r"/(?:trackback|wp-json|oembed)(?:/|\?|$)",
    r"^[^?]*\.(?i:xml|rss|rdf|atom|json|txt|csv|pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|webp|avif|svg|ico|css|js|woff2?|ttf|mp[34g]"
    r"|mpeg|ogg|wav|m4a|avi|mov|zip|rar|gz)/?(?:\?|$)",
    rf"{START}(?i:search|tags?|category|section|list|archive)\.\w+/?(?:\?|$)",
    rf"{START}[\w-]+\.(?:php|aspx?)\?(?:.*&)?cat=\d+$",
    rf"{START}(?:index\.php)?\?(?:.*&)?page=(?:section|category|cat|tag|search)(?:&|$)",
    rf"{START}\?(?:.*&)?(?:s|q(?!=node/\d)|keyword|cat|tag|m|author|author_name|category_name|feed|paged|attachment_id|rest_route)=",
    r"\?(?:.*&)?(?:feed=|format=feed|task=(?:search|category|tag|user)|view=(?:category|categories|itemlist|tag|search))",
    r"\?(?:.*&)?(?:option=com_(?:search|users?|mailto|tags|finder|banners|contact))(?:&|$)",
)
