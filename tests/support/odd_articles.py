"""Articles that pages could stumble over: undated, with a long headline, of both directions, of a closed outlet."""

from dataclasses import replace

from archive.model import Evidence
from tests.support import made_archive
from tests.support.made_archive import HAWRAN, LENTILS, ORONTES, STREET, Made

CLOSED = replace(
    made_archive.outlet("closed", "الموقع المغلق", "The closed site"),
    enabled=False,
    disabled_because="It has closed.",
    closed="2026-03",
    evidence=(Evidence("it closed in March", "https://witness.example/last-day-of-the-closed-site", ""),),
)
LONG = (
    "بلدية الحيّ الشرقي تنشر جدولًا مفصّلًا لصيانة الأرصفة والإنارة والحدائق والمواقف في تسعة أحياء حتى نهاية الموسم، "
    "وتقول إن نسخته الكاملة في https://hawran.example/plans/2026-11-22/street-maintenance-schedule-v2.1-final.html"
)
MORE = (
    Made(HAWRAN, "undated", "إعلان عن دورة محو أمّية في المركز الثقافي", STREET.format(n=801), 50, dated=False),
    Made(HAWRAN, "long", LONG, STREET.format(n=802), 49),
    Made(CLOSED, "last", "آخر أخبار الموقع قبل إغلاقه", STREET.format(n=803), 900),
    Made(ORONTES, "latin", "A 2-1 win for Al-Karamah, and what “الكرامة” wrote on 2026-11-22", LENTILS[::-1], 48),
)
