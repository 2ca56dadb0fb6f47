"""The ways in which an article is not there (archive.versions.removals) in words of both languages, for plain text."""

IN_WORDS = {
    "ar": {
        "home_redirect": "تحويل إلى الصفحة الأولى",
        "section_redirect": "تحويل إلى قسم من الموقع",
        "search_redirect": "تحويل إلى صفحة البحث في الموقع",
        "article_redirect": "تحويل إلى خبر آخر",
        "login_redirect": "تحويل إلى صفحة تسجيل الدخول",
        "not_found": "صفحة خطأ جاءت كأنها خبر",
        "removed": "إشعار بأنه حُذف",
        "not_listed": "القناة تعرض ما حول رقمها ولا تعرضها",
        "password": "صفحة تطلب كلمة مرور",
        "private": "صفحة تقول إنها ليست متاحة للعموم",
        "emptied": "العنوان بلا النص",
        "replaced": "صفحة أخرى من الموقع في مكانه",
        "denied": "رُفض طلبه وفُتحت أخبار أخرى من الموقع",
    },
    "en": {
        "home_redirect": "A redirect to the front page",
        "section_redirect": "A redirect to a section of the site",
        "search_redirect": "A redirect to the site’s search",
        "article_redirect": "A redirect to another article",
        "login_redirect": "A redirect to a page to sign in",
        "not_found": "An error page served as if it were an article",
        "removed": "A notice that it was removed",
        "not_listed": "The channel shows the messages around its number, and not it",
        "password": "A page that asks for a password",
        "private": "A page that says it is not public",
        "emptied": "Its headline without its text",
        "replaced": "Another page of the site in its place",
        "denied": "Refused, while other articles of the site opened",
    },
}
