"""Hostile input: texts, numbers, dates and names as nobody would type them, and as people do."""

import random
from urllib.parse import quote_from_bytes

TEXTS = [
    "", " ", "\t", "0", "-1", "1e308", "10" * 15, "-" + "9" * 30, "NaN", "Infinity", "0x1F", "1,5", "1.5", "½", "٣",
    "0001-01-01", "9999-12-31", "2026-02-30", "31-Dec-9999", "00/00/0000", "2026-11-22T10:00", "null", "None", "true", "[]",
    "{}", "'", '"', "' OR 1=1 --", "<script>alert(1)</script>", "{{ 7*7 }}", "{% debug %}", "%s%n", "../../etc/passwd",
    "=1+1", "+cmd|'/C calc'!A0", "@SUM(1)", "\x00", "\x07bell", "\x0b", "a\rb\nc", "\u202egnirts", "\u2066x\u2069", "\ufffe",
    "\ufeffbom", "\u200b", "\u0301" * 200, "👩‍👩‍👧‍👦", "ｆｕｌｌ", "ﷺ", "ı", "İ", "ß", "Ω", "x" * 100_000, "é" * 1000, "\n" * 5000,
    "9" * 5000, "http://[", "ﷺ" * 450, "\u0958" * 500, "[" * 3000, '{"frames":[{"\\ud800":1}]}', '{"a":"\\u0000"}',
]  # fmt: skip
BROKEN = [b"\xed\xa0\x80", b"\xff\xfe", b"\xc3", b"a\xed\xbf\xbfb", b"\x80" * 50]
# A wrong one of these ends every attempt at the same door; most attempts shall get further.
STEERING, MOSTLY = {"draft_version", "version", "form_key", "seen"}, 0.95
NAMES_OF_FIELDS = [
    "nonsense",
    "pk",
    "id",
    "clinic",
    "clinic_id",
    "created_at",
    "is_superuser",
    "version",
    "__class__",
]


def body(fields, chance):
    """Return a form's body: `fields` is {name: values that fit}. Some fit, some do not, some come twice, some never."""
    pairs = []
    for name, fitting in fields.items():
        if name in STEERING and chance.random() < MOSTLY:
            pairs += [(name, _bytes(fitting[0]))] if fitting else []
            continue
        for _ in range(chance.choice((1, 1, 1, 1, 1, 0, 2, 3))):
            pairs.append((name, _value(fitting, chance)))
    if chance.random() < 0.2:
        pairs.append((chance.choice(NAMES_OF_FIELDS), _value([], chance)))
    return _encoded(pairs)


def plain(fields):
    """Return a form's body in which every field stands once, with the first of its values that fit."""
    return _encoded([(name, _bytes(fitting[0])) for name, fitting in fields.items() if fitting])


def _encoded(pairs):
    return "&".join(f"{quote_from_bytes(_bytes(name))}={quote_from_bytes(value)}" for name, value in pairs)


def _value(fitting, chance):
    kind = chance.random()
    if fitting and kind < 0.6:
        return _bytes(chance.choice(fitting))
    if kind < 0.7:
        return chance.choice(BROKEN)
    if kind < 0.85:
        return _bytes(chance.choice(TEXTS))
    return _bytes(
        "".join(
            chr(chance.choice((chance.randrange(0x20, 0x250), chance.randrange(1, 0x10FFFF))))
            for _ in range(chance.randrange(40))
        )
    )


def _bytes(text):
    return text.encode("utf-8", "surrogatepass")


def names():
    """Return two hundred family names: of many scripts and lands, awkward ones, and attacks that look like names."""
    real = """
    Müller|O'Brien|D’Angelo|van der Berg|de la Cruz y Vázquez|Núñez|Ståhl|Øster|Ærø|Þórsdóttir|Łukasiewicz|Żółć|Škvorecký|Đorđević
    Ğül|İnönü|Iğdır|Çelik|Őri|Ștefănescu|Țepeș|Ķirsis|Ņikita|Žemaitė|Ąžuolas|Ó Súilleabháin|Mac Giolla|Nguyễn|Trần Thị Bưởi|Phạm
    Đặng|Kʼiche|Ngũgĩ|Ọlá|Ṣadé|Ẹniọlá|Mbeki|N'Dour|Al-Hashimi|محمد|عبد الرحمن|فاطمة|ישראלי|כהן|Παπαδόπουλος|Αθηνά|Иванов|Шевченко
    Ђорђевић|Ћирић|Қазақ|Өмір|Ղազարյան|გელაშვილი|山田|佐藤|鈴木 一郎|王|李小龍|欧阳|김|이순신|สมชาย|ศรีสุข|राम|शर्मा|বন্দ্যোপাধ্যায়
    தமிழ்|తెలుగు|ಕನ್ನಡ|മലയാളം|ਸਿੰਘ|ગાંધી|සිංහල|မြန်မာ|ខ្មែរ|ລາວ|བོད|አበበ|ᏣᎳᎩ|ᐃᓄᒃ|Null|None|True|NaN|Test|Undefined|Select|Drop
    O|I|X Æ A-12|Wolfeschlegelsteinhausenbergerdorff|Smith-Jones-Brown|Smith Jr.|Smith (née Jones)|Dr. No|St. John|d'Eath
    =1+1|+1|-1|@home|=HYPERLINK("http://x","y")|<b>Bold</b>|<script>alert(1)</script>|&amp;|"quoted"|'single'|`tick`|; DROP TABLE
    %00|%s|{{7*7}}|${x}|\\\\back|/slash|a/b|..|C:\\\\|tab\\there|trailing |  double  space|😀|👩‍⚕️|🇩🇪|Zoë😀|é|é|Å|Å|ﬁ|ǅ
    ZZ̡̢͔Z|a\u200bb|a\u00adb|a\u202eb|\u2066x\u2069|\ufeffx|a\u0000b|a\u0007b|a\nb|\ud800x|ａｂｃ|①|Ⅷ|½|²|№|™|ẞ|ﬀ|ŀ|ĳ
    """
    found = [
        one.strip("\n ") if one.strip() else one for one in real.replace("\n", "|").split("|") if one.strip()
    ]
    found += ["x" * 200, "x" * 201, "o" + "\u0301" * 200, "Ő" * 200, "ab " * 66, "-", "'", "."]
    chance = random.Random(200)
    latin = "abcdefghijklmnopqrstuvwxyzäöüéèñçøåßłşğı"
    while len(found) < 200:
        found.append("".join(chance.choice(latin) for _ in range(chance.randrange(2, 14))).capitalize())
    return found[:200]
