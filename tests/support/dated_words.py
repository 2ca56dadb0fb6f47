"""Invented headlines and sentences in four languages, and moments printed as sites print them, for pages with dates."""

import random
from datetime import datetime

from tests.support.calendar_names import EGYPTIAN, MAGHREB, MONTHS, WEEKDAYS

PLACES = ("المدينة النموذجية", "البلدة الغربية", "الحي الشرقي")
HEADLINES = {
    "ar": (
        *("افتتاح سوق جديدة للخضار في الحي الشرقي", "البلدية تعيد تأهيل شبكة المياه في البلدة الغربية"),
        *("مزارعون يطالبون بتأمين البذار قبل الموسم", "المجلس المحلي يقر خطة لترميم المدارس"),
        *("حملة لتنظيف ضفاف النهر بمشاركة الطلاب", "انقطاع الكهرباء عن الأحياء الجنوبية ثلاثة أيام"),
        *("معرض للكتاب المستعمل في ساحة المحطة", "إصلاح الجسر القديم بعد عامين من إغلاقه"),
        *("دورة تدريبية لصانعات الصابون في القرية", "خط حافلات جديد يربط البلدة بالجامعة"),
    ),
    "en": (
        *("New vegetable market opens in the eastern quarter", "Council repairs the water network of the western town"),
        *("Farmers ask for seed before the season begins", "Local council adopts a plan to restore schools"),
        *("Students clean the banks of the river", "Southern quarters without power for three days"),
        *("Used books are shown on the station square", "Old bridge mended two years after it was closed"),
    ),
    "ku": (
        *("Li taxa rojhilat bazareke nû ya sebzeyan vebû", "Şaredarî tora avê ya bajarok ji nû ve çêdike"),
        *("Cotkar berî demsalê tovê dixwazin", "Meclisa herêmî plana nûkirina dibistanan pejirand"),
        *("Xwendekar qeraxên çem paqij dikin", "Sê roj in kehrebe li taxên başûr tune ye"),
        *("Pêşangeha pirtûkên kevn li qada rawestgehê", "Pira kevn piştî du salan hat sererastkirin"),
    ),
    "tr": (
        *("Doğu mahallesinde yeni sebze pazarı açıldı", "Belediye kasabanın su şebekesini onarıyor"),
        *("Çiftçiler mevsim başlamadan tohum istiyor", "Yerel meclis okulların onarım planını kabul etti"),
        *("Öğrenciler nehrin kıyılarını temizledi", "Güney mahallelerinde elektrik kesintisi sürüyor"),
        *("İstasyon meydanında eski kitaplar sergileniyor", "Eski köprü kapatıldıktan sonra onarıldı"),
    ),
}
SENTENCES = {
    "ar": (
        "قال رئيس المجلس المحلي إن العمل بدأ قبل أسابيع بمشاركة عشرات المتطوعين من أبناء البلدة، وإنه سينتهي قريبًا.",
        "وأضاف أن الكلفة بلغت نحو أربعين ألف دولار جُمع معظمها من تبرعات المغتربين ومن صندوق البلدية نفسه.",
        "وأوضح مهندسون أشرفوا على التنفيذ أن المواد استُقدمت من ورش محلية لتشغيل أكبر عدد من شبان المنطقة.",
        "ورأى بائعون التقاهم المراسل أن المكان الجديد أوسع من القديم، غير أن الوصول إليه يحتاج إلى حافلة.",
        "ولم تصدر عن المديرية أي توضيحات عن موعد المرحلة الثانية التي كان الأهالي ينتظرونها منذ مطلع العام.",
        "وتخدم الشبكة نحو تسعمئة عائلة تسكن في الأطراف، وكانت تعتمد على الصهاريج لتأمين حاجتها من المياه.",
        "وطالب سكان بمد الطريق حتى المدرسة الثانوية لأن الطلاب يقطعون مسافة طويلة سيرًا على الأقدام كل يوم.",
        "وتأتي هذه الخطوة ضمن خطة أوسع تشمل ترميم الأرصفة وإنارة الشوارع الرئيسة بالطاقة الشمسية.",
        "وأشار مشاركون إلى أن الإقبال فاق التوقعات رغم برودة الطقس وصعوبة المواصلات في ساعات الصباح.",
    ),
    "en": (
        "The head of the council said that work began weeks ago with dozens of volunteers and would end soon.",
        "He added that the cost was about forty thousand dollars, most of it collected among people who live abroad.",
        "Engineers who watched over the work explained that the material came from workshops of the very district.",
        "Traders told our reporter that the new place is wider than the old one but cannot be reached without a bus.",
        "The directorate gave no explanation about the second phase, for which people have waited since the spring.",
        "The network serves some nine hundred families on the outskirts who used to buy their water from lorries.",
        "People asked that the road be continued to the secondary school, because pupils walk a long way every day.",
    ),
    "ku": (
        "Serokê meclisê got ku kar berî çend hefteyan bi beşdariya dehan dildaran dest pê kir û wê zû biqede.",
        "Wî diyar kir ku lêçûna wê nêzî çil hezar dolar e û piraniya wê ji aliyê koçberan ve hatiye komkirin.",
        "Endezyarên ku li ser kar bûn anîn ziman ku malzeme ji kargehên herêmê hatine da ku ciwan bixebitin.",
        "Firoşkarên ku bi nûçegihanê me re axivîn gotin cihê nû ji yê kevn firehtir e lê bê otobus nayê gihîştin.",
        "Rêveberiyê derbarê qonaxa duyemîn de tu agahî neda, a ku gel ji destpêka salê ve li bendê ye.",
        "Tor xizmetê dide nêzî nehsed malbatên li derdorê ku berê ava xwe ji tankeran dikirîn.",
    ),
    "tr": (
        "Meclis başkanı çalışmaların haftalar önce onlarca gönüllünün katılımıyla başladığını ve biteceğini söyledi.",
        "Maliyetin yaklaşık kırk bin dolar olduğunu ve çoğunun yurt dışında yaşayanlardan toplandığını ekledi.",
        "İşi denetleyen mühendisler malzemenin bölgedeki atölyelerden geldiğini ve gençlere iş sağladığını anlattı.",
        "Satıcılar muhabirimize yeni yerin eskisinden geniş olduğunu ancak otobüs olmadan ulaşılamadığını belirtti.",
        "Müdürlük halkın bahardan beri beklediği ikinci aşama hakkında herhangi bir açıklama yapmadı.",
        "Şebeke daha önce suyunu tankerlerden alan çevredeki yaklaşık dokuz yüz aileye hizmet veriyor.",
    ),
}
# Of the articles that stand beside.
OTHERS = (
    "وتوقع خبراء في الزراعة أن يتراجع إنتاج الزيتون هذا الموسم بسبب الجفاف الذي ضرب المحافظة لعام ثان.",
    "وقالت لجنة الحي إن المعرض استقبل أكثر من ألف زائر في يومه الأول وإن معظم الكتب بيعت قبل المساء.",
    "ودعت النقابة أعضاءها إلى اجتماع لمناقشة الأجور الجديدة التي أقرتها المؤسسة من دون استشارتها.",
    "ونفى مدير المستشفى ما تردد عن نقص في الأدوية مؤكدًا أن المخزون يكفي حاجة المرضى لأشهر.",
    "وشارك في السباق ثلاثون عداءً من خمس بلدات وفاز بالمركز الأول طالب في الصف العاشر.",
)
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_KURMANJI = (
    *("Çile", "Sibat", "Adar", "Nîsan", "Gulan", "Hezîran"),
    *("Tîrmeh", "Tebax", "Îlon", "Cotmeh", "Mijdar", "Kanûn"),
)
_TURKISH = (
    *("Ocak", "Şubat", "Mart", "Nisan", "Mayıs", "Haziran"),
    *("Temmuz", "Ağustos", "Eylül", "Ekim", "Kasım", "Aralık"),
)
_FORMS = {
    "ar": (
        *("{w} {d} {l} {y}", "{d} {l} {y}", "{d} {l}، {y}", "{w}، {d} {e} {y}", "{d} {l}/{e} {y}", "{e} {d}, {y}"),
        *(
            "{d} من {l} {y}",
            "{d}-{l}-{y}",
            "{y}/{m:02}/{d:02}",
            "{y}-{m:02}-{d:02}",
            "{d:02}/{m:02}/{y}",
            "{d} {l}.{y}",
        ),
        *("{d} {l} | {y}", "{d} {g} {y}", "{d} {l}: {y}", "{w} {d} {l} ({e}) {y}"),
    ),
    "en": ("{n} {d}, {y}", "{d} {n} {y}", "{n3} {d}, {y}", "{y}-{m:02}-{d:02}", "{d} {n}، {y}"),
    "ku": ("{d} {k} {y}", "{d}ê {k}ê {y}", "{d}.{m:02}.{y}"),
    "tr": ("{d} {r} {y}", "{d:02}.{m:02}.{y}"),
}
_CLOCKS = {
    "ar": (" - {t}", " {t}", "، الساعة {t}", " | {t12} {half}"),
    "en": (" {t}", ", {t12} {ampm}"),
    "ku": (" {t}",),
    "tr": (" {t}", ", {t}"),
}


def printed(local: datetime, lang: str, dice: random.Random, *, clock: bool) -> str:
    """`local` as a site of the language `lang` prints it, with its hour and minute where `clock`."""
    month = local.month - 1
    form = dice.choice(_FORMS[lang]) + (dice.choice(_CLOCKS[lang]) if clock else "")
    text = form.format(
        d=local.day,
        m=local.month,
        y=local.year,
        w=WEEKDAYS[local.weekday()],
        l=MONTHS[month],
        e=EGYPTIAN[month],
        g=MAGHREB[month],
        n=_ENGLISH[month],
        n3=_ENGLISH[month][:3],
        k=_KURMANJI[month],
        r=_TURKISH[month],
        t=f"{local:%H:%M}",
        t12=f"{local:%I:%M}",
        half="ص" if local.hour < 12 else "م",
        ampm=f"{local:%p}",
    )
    return text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")) if lang == "ar" and dice.random() < 0.15 else text
