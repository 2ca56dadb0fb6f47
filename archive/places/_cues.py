"""The words round a name that say that it is a place, or that it is not; folded, without what is written onto them."""

from archive.text.folding import fold_query

# Nothing but a place follows these.
STRONG = """
بلدة بلدتي بلدات بلدتا قرية قريتي قرى قريتا ناحية ناحيتي ضيعة مدينة مدينتي مدن مدينتا محافظة محافظتي حي حيي أحياء حيا
مخيم مخيمي مخيمات معبر مطار منطقة منطقتي
"""
# Villages are not called so: what has no larger place of its name is told by places beside it.
LARGER = "مدينة مدينتي مدن مدينتا محافظة محافظتي"
# These stand before places, and before other things too.
WEAK = """
ريف ريفي أرياف محيط مشارف أطراف ضواحي ضاحية جبهة جبهتي جبهات محور محوري محاور قرب شرق
غرب شمال جنوب شرقي غربي شمالي جنوبي أهالي سكان داخل بادية سهل جبل وادي تل تلة
تلال سوق ساحة مشفى مستشفى مركز محطة سد طريق أوتوستراد بساتين مزارع باتجاه نحو بلدية ريفها
شمالها جنوبها غربها شرقها اقتحام حصار معركة معارك مجزرة قصف استهداف
"""
# No verb and no adverb follows these.
PREPOSITIONS = "في من إلى عن نحو حتى حول بين"
# After a name: and its countryside.
AFTER = "وريفها وريفه ومحيطها ومحيطه وضواحيها وأطرافها وقراها"
# A person or an organisation follows these, and bears the name of a place.
NO_PLACE = """
محمد أحمد محمود علي حسن حسين عمر خالد عبد يوسف إبراهيم مصطفى سامر ماهر بشار حافظ وليد فيصل جمال سمير نبيل رامي زياد هيثم
باسل ياسر طارق عماد فراس مازن أيمن بسام غسان نزار عدنان رياض فؤاد حسام سعيد سليمان موسى عيسى صالح جابر حمزة معاذ أنس
السيد الدكتور العميد العقيد المقدم الرائد النقيب الملازم اللواء الفريق المهندس المحامي الصحفي الإعلامي الناشط القيادي
الوزير الرئيس النائب الشهيد الفنان الفنانة الكاتب الباحث آل بني عائلة عشيرة قبيلة أبو بن أم الشيخ
رزان هاني حسان محسن داوود داود حمدان رضوان مروان ناصر منذر منصور حمود عادل كمال مهند جيهان ميسون سلوى ليلى عبدو حمدو
هادي حاتم صفوان رشيد رائد لؤي
علاء ضياء بهاء صلاح جهاد عامر عمار قاسم شادي فادي وسام هشام معن نضال نادر أنور أكرم أمجد جمعة
قناة شبكة وكالة صحيفة موقع جريدة مجلة إذاعة مؤسسة شركة كتيبة لواء فرقة فيلق جيش حركة تنظيم عملية حملة نهر شارع
"""
# Neither names a person.
NO_NAME = "في من إلى على حتى بين عند عبر نحو قرب باتجاه داخل خارج حول مع ثم أو كما أن إن قرى بلدات مناطق أحياء"
# What a government does: the capital's name before or after these is the government's.
SAYING = """
اعتبرت أعلنت قالت أكدت اتهمت دعت طالبت رفضت نفت حذرت أدانت نددت استنكرت وصفت رحبت ترفض تعتبر تتهم تؤكد تقول تنفي تطالب
تدعو تريد تسعى وافقت أبلغت ردت جددت شددت طلبت قررت سلطة حكومة نظام سلطات اتهام مطالبة
اتصال اتصالات الاتصالات علاقة علاقات العلاقات
"""
# And what befalls a city: the capital's name behind these is its own.
BEFALLING = """
قصفت استهدفت ضربت هاجمت طالت هزت زارت غادرت دخلت وصلت بلغت شهدت عاشت ودعت كانت باتت أصبحت ظلت بقيت تعرضت احتضنت استضافت
سقطت تحولت دمرت أحاطت حاصرت طوقت اجتاحت ليست عاصمتها عاصمته مدينتها مدينته سميت عرفت
"""
CAPITALS = "موسكو طهران واشنطن أنقرة بغداد الرياض باريس لندن بيروت القاهرة الدوحة عمان أبوظبي بكين برلين تل_أبيب"
ON = "على"  # as it stands before a name that is looked at; elsewhere folding makes it one with علي
ONTO = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "ال", "وال")


def _forms(words: str, *fronts: str) -> frozenset[str]:
    folded = fold_query(words).split()
    return frozenset(f"{front}{word}" for word in folded for front in fronts)


STRONG_CUES = _forms(STRONG, "", "و", "ف", "ب", "ل", "ك", "وب", "ول")
LARGER_CUES = _forms(LARGER, "", "و", "ف", "ب", "ل", "ك", "وب", "ول")
WEAK_CUES = _forms(WEAK, "", "و", "ف", "ب", "ل", "ك", "وب", "ول")
PREPOSITION_CUES = _forms(PREPOSITIONS, "", "و", "ف") | {ON}
AFTER_CUES = _forms(AFTER, "")
NOT_BEFORE_A_PLACE = _forms(NO_PLACE, "", "و", "ل", "ب")
NOT_IN_A_NAME = _forms(NO_NAME, "", "و", "ف")
OF_A_GOVERNMENT = _forms(SAYING, "", "و", "ف")
OTHER_CAPITALS = _forms(CAPITALS, "", "و", "ب", "ل")
BETWEEN = _forms("بين", "", "و")
BEFORE_A_GOVERNMENT = _forms("أمام مع ضد لدى إزاء تجاه حليفة إعلان موافقة استعداد تورط شن شنت شنته", "", "و")
OF_A_CITY = _forms(BEFALLING, "", "و", "ف")
# A town is meant, not the whole unit of its name.
TOWN_CUES = _forms("مدينة مدينتي مدن بلدة بلدتي بلدات قرية قريتي قرى مخيم حي أحياء", "", "و", "ف", "ب", "ل", "وب", "ول")
