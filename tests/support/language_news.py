"""News in Sorani, Turkish, Kurmanji and English, made for the tests, and questions. Places are real, events not.

Each question with the articles, by their letter, that hold the word it means.
"""

from typing import NamedTuple

from archive.search.engine import Mode


class News(NamedTuple):
    letter: str
    lang: str
    title: str
    body: str


class Asked(NamedTuple):
    kind: str
    mode: Mode
    text: str
    letters: str


ARTICLES = (
    News("a", "ckb", "پێشانگای کتێب لە هەولێر",
        "پێشانگایەکی کتێب لە هەولێر کرایەوە. میوانەکان لە سلێمانی و دهۆکەوە هاتن."),
    News("b", "ckb", "فێستیڤاڵ لە کۆبانێ",
        "فێستیڤاڵی گۆرانی لە کۆبانێ بەڕێوە چوو. ڕۆژنامەنووسان لە قامیشلۆوە هاتبوون."),
    News("c", "ckb", "باران لە ڕۆژاڤا",
        "باران لە شاری قامیشلۆ و حەسەکە باری. ئاسایش ڕێگاکانی کردەوە."),
    News("d", "ckb", "قوتابخانەی نوێ",
        "قوتابخانەیەکی نوێ لە سووریا بۆ مناڵان کرایەوە. ئەمریکا یارمەتی دا."),
    News("e", "ar", "سوق في عفرين",
        "افتتح سوق للزيتون في عفرين، وحضر وفد من هولير ومن كوباني. وقالت الآسايش إن الطرق سالكة."),
    News("f", "ar", "أمطار على القامشلي",
        "هطلت أمطار على القامشلي ثم الحسكة، وعلى شنغال وعلى حلب قرب دمشق. وقال أردوغان إن الموسم جيد."),
    News("g", "ar", "البيشمركة تزرع",
        "زرعت البيشمركة أشجاراً قرب كركوك، وفي السليمانية ودهوك معرض."),
    News("h", "tr", "Diyarbakır'da kitap fuarı",
        "Diyarbakır’da kitap fuarı açıldı. Şanlıurfa'dan ve Iğdır’dan yazarlar geldi."),
    News("i", "tr", "İdlib'de yağmur",
        "İdlib ve Halep'te yağmur yağdı. Çiftçiler Suriye'nin kuzeyinde sevindi."),
    News("j", "tr", "DIYARBAKIR YOLU ACILDI",
        "Kar yuzunden kapanan Sanliurfa yolu acildi. Idlib yolu da acik."),
    News("k", "tr", "Kızıltepe’de şenlik",
        "Kızıltepe’de ışık şenliği yapıldı. Ağrı, Iğdır ve Kırıkhan’dan gelenler oldu."),
    News("l", "ku", "Festîval li Kobanê",
        "Li Kobanê û Qamişloyê festîval çêbû. Mêvan ji Şengalê û Xabûrê hatin; Ûrfa jî hebû."),
    News("m", "ku", "Hat û çû",
        "Li gundê Dêrikê şop û kar hat kirin. Min got bide: kom bûn."),
    News("n", "en", "Book fair in Qamishlo",
        "A fair opened in Qamishlo. Guests from Shengal and the Khabur came; women sang."),
    News("o", "en", "Hats and bombs",
        "The museum shows hats, and bombs of an old war. A woman fled; a child was bombed. He carries a kilogram."),
    News("p", "en", "The U.S. at the fair",
        "The U.S. delegation organised a stand. Its colour was white. Hamas and Hama were not named."),
    News("q", "en", "US and UN",
        "The UN and the US organized a talk; children and their colors were praised. The museum is bombing no one."),
    News("r", "en", "Da'esh trial",
        "The trial of Da'esh members began in Raqqa; a cease-fire held. Erdoğan's visit to Kobanî was off."),
    News("s", "en", "Ceasefire",
        "The ceasefire held, Erdogan said in Diyarbakır. Daesh fought on, families flee. A boat from Tromsø came."),
    News("t", "ku", "Bajarê me", "Jinên bajarekî û serokê wan li parkê kom bûn. Bajar mezin e."),
    News("u", "ku", "Ji gundan", "Zarokên gundan û gundên bajarê Hesekê: li welatê xwe dixwînin."),
    News("w", "en", "A talk", "Assad spoke of the museum."),
    News("v", "en", "A band", "The Gunda played in a bajar, Jina and Serok sang."),
)  # fmt: skip

_SORANI = """
كوبانى be | كوبانێ be | هەولێر ae | ههولێر ae | ههولير a | قاميشلو c | قامیشلۆ bc | ئاسايش ce | اسايش ce
حهسهكه c | سووريا d | سوريا d | ئهمريكا d | ئەمريکا d | ڕۆژاڤا c | روژافا c | فيستيڤاڵ b | فيستيفال b
كتيب a | قوتابخانهى d | سلێمانى a | دهوكهوه a | مناڵان d | منالان d | گورانى b | نوێ d
"""
_ARABIC_NAMES = """
عەفرین e | هەولێر ae | کۆبانێ be | حەلەب f | دیمەشق f | شەنگال f | پێشمەرگە g | کەرکووک g | ئەردۆغان f
دهۆک ag | ئاسایش ce | حەسەکە cf
"""
_TURKISH = """
Diyarbakir hjs | Diyarbakır hjs | DİYARBAKIR hjs | diyarbakır hjs | Sanliurfa hj | Şanlıurfa hj
ŞANLIURFA hj | Idlib ij | İdlib ij | idlib ij | Igdir hk | Iğdır hk | IĞDIR hk | Kiziltepe k | Kızıltepe k
isik k | ışık k | Agri k | Ağrı k | Kirikhan k | yagmur i | yağmur i | fuari h | fuarı h | Suriye'nin i
Halep'te i
"""
_KURMANJI = """
Kobane lr | Kobanê lr | KOBANÊ lr | Qamişloyê l | Qamisloye l | qamisloyê l | Xabûrê l | Xabure l | Dêrikê m
derike m | Şengalê l | Sengale l | festival l | çêbû l | cebu l | Urfa l | gunde mu | Şop m | mevan l
bun mt
"""
_KURMANJI_CASES = """
Dêrik m | derik m | gund mu | gundan u | gundên u | mêvanên l | mêvan l | festîvalê l | Kobanêyê l
Qamişloya l | bajar tuv | bajarê tu | bajarekî t | jin t | jina v | welat u | Hesekeyê u | Ûrfayê l
serokan t
"""
_NAMES_IN_ENGLISH = "Qamişlo ln | Şengal ln | Xabûr ln | Shengale l | Qamishloye l | Khabure l"
_ENGLISH = """
US pq | us pq | colour p | color p | organised pq | organized pq | Erdogan rs | Erdoğan rs | Kobani lr
Tromso s | Tromsø s | Daesh rs | ceasefire rs | cease-fire rs | cease fire rs | Assad's w | Assad’s w
U.S. pq | U.N. q | Erdoğan's rs | Da'esh rs
"""
_ENGLISH_FORMS = """
bomb oq | bombs oq | bombed oq | bombing oq | woman no | women no | child oq | children oq | flee os
fled os | fleeing os | hat lmo | hats o | bombs oq | fight s | fought s | organising pq | organizes pq
carry o | carried o | member r | visits r | Hama p | colours pq | museums oqw | families s
"""


def _questions(kind: str, mode: Mode, lines: str) -> list[Asked]:
    pairs = (pair.rsplit(maxsplit=1) for pair in lines.replace("\n", "|").split("|") if pair.strip())
    return [Asked(kind, mode, text.strip(), letters) for text, letters in pairs]


QUESTIONS = (
    *_questions("Sorani", "names", _SORANI),
    *_questions("Arabic names in Sorani letters", "names", _ARABIC_NAMES),
    *_questions("Turkish", "names", _TURKISH),
    *_questions("Kurmanji", "names", _KURMANJI),
    *_questions("Kurmanji cases", "names", _KURMANJI_CASES),
    *_questions("Kurdish names in English", "names", _NAMES_IN_ENGLISH),
    *_questions("English", "names", _ENGLISH),
    *_questions("English forms", "forms", _ENGLISH_FORMS),
)
