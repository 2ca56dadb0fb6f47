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
    r"|component/(?:search|users|mailto|tags|finder|banners|k2/itemlist)|itemlist|cdn-cgi|elementor-hf|وسم|وسوم|تصنيف|تصنيفات|كاتب|الكاتب"
)
# What a site says of itself, and what it shows beside its news. As a whole path only: a headline may begin alike.
OWN_PAGES = (
    r"about(?:-us)?|contact(?:-us)?|privacy(?:-policy)?|terms(?:-(?:of|and)-[a-z-]+)?|cookies?(?:-policy)?"
    r"|advertise(?:-with-us)?|sitemap(?:\.html)?|newsletter|subscribe|live|videos?|photos?|galler(?:y|ies)|podcasts?"
    r"|infographics?|stories|reels|cartoons?|weather|currency|prayer-times|jobs|apps?|download-app|my-account|rss-feeds"
    r"|من-نحن|عن-الموقع|اتصلو?ا?-بنا|تواصلو?ا?-معنا|سياسة-(?:ال)?خصوصية|(?:سياسة|شروط)-الاستخدام|(?:ال)?بث-(?:ال)?مباشر"
    r"|هيئة-التحرير|فريق-العمل|[أا]علن-معنا|النشرة-البريدية|الأسئلة-الشائعة|خريطة-الموقع"
)
LISTS = (
    rf"{START}(?:home|index\.(?:html?|aspx?)|default\.aspx?)?/?$",
    rf"{START}(?:archives?/)?(?:{FOLDERS})(?:/|\?|$)",
    rf"{START}(?:{OWN_PAGES})/?$",
    rf"{START}(?:(?:topics?|sections?|series)/[^/?]+|type/(?:video|gallery|image|audio|quote|link|status|aside|chat))/?$",
    # Not a year alone behind `archives`: there it may be the number of an article.
    rf"{START}(?:archives/date/|(?:archive|date|news|blog)/)?(?:19|20)\d{{2}}(?:/\d{{1,2}}){{0,2}}/?(?:\?|$)",
    rf"{START}archives/(?:19|20)\d{{2}}(?:/\d{{1,2}}){{1,2}}/?(?:\?|$)",
    rf"{START}(?:node|frontpage|archives?)/?(?:\?|$)",
    # A feed, a later page or an attachment of whatever stands before it.
    r"/(?:feed|rss|atom)(?:/(?:rss2?|rdf|atom))?/?(?:\?|$)",
    r"/(?:page|sayfa)[/-]\d+(?:\.html?)?/?(?:\?|$)",
    r"/attachment/[^/?]+/?(?:\?|$)",
    r"/(?:trackback|wp-json|oembed)(?:/|\?|$)",
    r"^[^?]*\.(?:xml|rss|atom|json|txt|pdf|docx?|xlsx?|jpe?g|png|gif|webp|svg|ico|css|js|mp[34]|m4a|avi|mov|zip|rar|gz)"
    r"/?(?:\?|$)",
    rf"{START}\?(?:.*&)?(?:s|q(?!=node/\d)|cat|tag|m|author|author_name|category_name|feed|paged|attachment_id|rest_route)=",
    r"\?(?:.*&)?(?:feed=|format=feed|task=(?:search|category|tag|user)|view=(?:category|categories|itemlist|tag|search))",
    r"\?(?:.*&)?(?:option=com_(?:search|users?|mailto|tags|finder|banners|contact))(?:&|$)",
)
