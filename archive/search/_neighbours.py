"""Whether words asked together are a name, to be sought side by side, or words that an article may hold anywhere."""

from math import floor

from archive.search._evasion import put_together
from archive.search._letter_names import are_letter_names
from archive.search._numbers import is_counted, is_numbered
from archive.search._proclitics import AND, ARTICLE
from archive.search.vocabulary import EVER, Reading, Vocabulary

SHORTEST_BARE, COMMONER = 3, 2
SERVANT = "عبد"
# Words that make a name with the one behind them: of a family or person (آل folds to ال), of a place. And those that do
# with the one before them.
HEADS = (
    "عبد",
    "دي",
    "لو",
    "سي",
    "ال",
    "ابو",
    "ابي",
    "ابن",
    "بن",
    "ام",
    "تل",
    "عين",
    "راس",
    "دير",
    "كفر",
    "خان",
    "جسر",
    "جبل",
    "وادي",
    "باب",
    "بيت",
    "برج",
    "حي",
    "مخيم",
    "قصر",
    "سوق",
    "قلعه",
    "نهر",
    "سد",
    "ميدان",
    "ساحه",
    "معبر",
    "مطار",
    "ميناء",
    "مضيق",
    "خليج",
    "جزيره",
    "بئر",
    "حمام",
    "مرسي",
    "شارع",
)
TAILS = ("الله", "الدين")
# The commonest given names; whose second word is a name of the father or of the family.
GIVEN_NAMES = ("محمد", "احمد", "محمود", "مصطفي", "حسين", "حسن", "خالد", "ابراهيم", "يوسف", "سعد", "فيصل", "عبدالله")
OF_ORIGIN, FEMININE, SHORTEST_ADJECTIVE = ("ي", "يه"), ("يه",), 5
# Measured on 17,868 articles: names stand together in .64 to 1 of the articles that hold all their words (القوات
# الأمريكية in .36), words that only meet in one (قصف إدلب, سعر الدولار) in at most .1 to .2. Where it is a quarter to a
# third, the words side by side find an article by two words of its headline as often.
NAME_SHARE = 4
# Common words may be a name all the same: then hardly an article has them near each other and not side by side. So it
# was for no two words of 1,500 headlines that were not neighbours there.
AGREEING_SHARE, FEMININE_NOUNS = 10, ("ه", "ات")
NEAR, NEAR_TO_PHRASE, FEW = 8, 1.25, 3
# Of words that more articles hold than these, all of them together, the newest so many tell: counting on to the end
# took two thirds of a second for the twelve commonest words of a million articles.
JUDGED = 5_000


def stand_together(words: Reading, side_by_side: str, anywhere: str, vocabulary: Vocabulary) -> bool:
    """Whether the archive uses these words side by side: then they are a name, and not sought apart.

    Both are FTS5 queries: of the words side by side, and of articles that hold all of them.
    """
    if vocabulary.is_a_name(" ".join(words)) or are_letters(words):
        return True
    if _is_made_as_a_name(words, vocabulary) and vocabulary.occurs(side_by_side):
        return True
    since = _judged_since(words, anywhere, vocabulary)
    together = vocabulary.count(side_by_side, since)
    if vocabulary.at_most(anywhere, NAME_SHARE * together, since):
        return True
    if together < FEW:
        return False  # the words as typed are one of the phrases that were counted
    if _is_noun_and_adjective(words[-2:], vocabulary) or (
        _may_agree(words) and vocabulary.at_most(anywhere, AGREEING_SHARE * together, since)
    ):
        return True
    phrase = vocabulary.count(f'"{" ".join(words)}"', since)
    return phrase >= FEW and vocabulary.at_most(_near(words), floor(phrase * NEAR_TO_PHRASE), since)


def _judged_since(words: Reading, anywhere: str, vocabulary: Vocabulary) -> int:
    """The id from which on articles tell whether common words are a name."""
    if any(vocabulary.at_most(f'"{word}"', JUDGED) for word in words):
        return EVER
    return vocabulary.newest_of(anywhere, JUDGED)


def _is_made_as_a_name(words: Reading, vocabulary: Vocabulary) -> bool:
    acronym = words[:-1] if is_numbered(words) else words
    if len(acronym) == 1 or are_letters(acronym) or is_compound(words):
        return True
    return is_counted(words[:2]) and (len(words) == 2 or vocabulary.is_a_name(" ".join(words[1:])))


def are_letters(words: Reading) -> bool:
    """Whether initials were typed letter by letter (ي ب ج, بي إم دبليو): somewhere in an article nearly every letter
    stands alone, and its name is another word, too.
    """
    return are_letter_names(words) or (len(words) > 1 and all(len(word) == 1 for word in words))


def is_compound(words: Reading) -> bool:
    """Whether two words are one name by the way it is made: عبد اللطيف, آل سعود, محمد صلاح, نصر الله, باب الهوى."""
    return len(words) == 2 and (words[0] in HEADS or words[0] in GIVEN_NAMES or words[1] in TAILS)


def _is_noun_and_adjective(words: Reading, vocabulary: Vocabulary) -> bool:
    """القوات العراقية, غارات روسية: an adjective of origin, which agrees with the noun before it, is said of it."""
    noun, adjective = words
    if len(adjective) < SHORTEST_ADJECTIVE or vocabulary.is_a_name(adjective):
        return False
    definite = noun.startswith(ARTICLE), adjective.startswith(ARTICLE)
    return adjective.endswith(OF_ORIGIN if all(definite) else FEMININE) and definite[0] == definite[1]


def _may_agree(words: Reading) -> bool:
    """العربي الجديد: behind a noun with the article a word with it, of the same gender, is nearly always said of it."""
    if len(words) != 2 or not all(word.startswith(ARTICLE) and len(word) > SHORTEST_ADJECTIVE for word in words):
        return False
    noun, adjective = words
    return noun.endswith(FEMININE_NOUNS) == adjective.endswith("ه")


def compound(word: str) -> Reading:
    """A word written as one that is two by the way it is made (عبداللطيف, نصرالله); empty where it is none."""
    if word.startswith(SERVANT + ARTICLE) and len(word) > len(SERVANT + ARTICLE) + 1:
        return SERVANT, word[len(SERVANT) :]
    tail = next((tail for tail in TAILS if word.endswith(tail) and len(word) > len(tail) + 1), "")
    return (word.removesuffix(tail), tail) if tail else ()


def _near(words: Reading) -> str:
    quoted = " ".join(f'"{word}"' for word in words)
    return f"NEAR({quoted}, {NEAR})"


def sought_apart(words: Reading, vocabulary: Vocabulary) -> Reading:
    """Those of the words that are looked for anywhere in an article: without the “and” that only binds them."""
    first, *rest = put_together(words, vocabulary)
    found = (first, *(_without_and(word, vocabulary) for word in rest))
    return tuple(word for word in found if word != AND) or found


def _without_and(word: str, vocabulary: Vocabulary) -> str:
    """حلب وإدلب asks for إدلب too; وزارة is no زارة. What begins with و by itself is commoner than the rest of it."""
    bare = word.removeprefix(AND)
    if bare == word or len(bare) < SHORTEST_BARE or vocabulary.is_a_name(word):
        return word
    return bare if vocabulary.at_least(bare, max(1, COMMONER * vocabulary.articles_with(word))) else word
