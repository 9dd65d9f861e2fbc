"""Thirty-five names that are hard to print, of nobody: all scripts, and what people type who mean no good.

Used by the tests of everything on paper. What is `HOSTILE` loses what cannot be printed; the others stand on
paper letter by letter.
"""

from __future__ import annotations

PLAIN = {
    "one letter": "O",
    "two letters": "Li",
    "accents": "Zoë Åkesson-Łukaszewiczówna",
    "accents beside their letters": "Zoe\u0308 A\u030akesson",
    "Vietnamese": "Nguyễn Thị Hồng Ấn Ổ",
    "Turkish": "Iğdır Şükrüoğlu",
    "Icelandic": "Þórdís Eiðsdóttir",
    "Hungarian": "Őrsi Csűrös Tűnde",
    "Romanian": "Ștefan Țurcănașu",
    "Maltese": "Ġorġ Ħaż-Żebbuġi",
    "apostrophes": "D’Arcy O'Neill-N'Golo",
    "many hyphens": "Anne-Marie-Sophie-Charlotte von und zu Hohen-Lindenberg-Waldenfels",
    "long": "Maximiliana Theodora Konstantinopolska Wawrzyniakiewicz-Brzęczyszczykiewiczowska",
    "one long word": "Wolfeschlegelsteinhausenbergerdorffwelcheforaltern",
    "degrees": "Prof. Dr. Dr. h. c. mult. Ida Muster, M.Sc., MBA (St. Gallen)",
    "wide and narrow": "WWWWWW iiiiii",
    "Greek": "Ελένη Ψαροπούλου-Ώρα",
    "old Greek": "Ἀλκιβιάδης ὁ Ἑλληνιστής",
    "Cyrillic": "Їжаченко Ёлка Щукина",
    "Chinese": "欧阳小明",
    "Japanese": "さくら ヤマダ・花子",
    "Korean": "남궁 별하늘",
    "Chinese and Latin": "王小明 (Xiaoming Wang)",
    "Arabic": "عبد الرحمن اللامع",
    "Arabic and figures": "ليلى القمري 2026 (VIP)",
    "Persian": "نیک‌نام شکوه‌آبادی",
    "Hebrew": "נועה בן־כוכב",
    "Hebrew with points": "שָׁלוֹם פֶּרַח",
    "Thai": "ผู้กล้า น้ำใจปิ่นเพชร",
    "Devanagari": "क्षितिज श्रीवास्तव कीर्ति",
}
HOSTILE = {
    "emoji": "Ann 🎉 Sparkle 👩🏽‍💻 1️⃣",
    "markup": "<b>Bo</b> & \"Cie\" <img src='/etc/passwd'/>",
    "formula": '=HYPERLINK("http://evil.example","x")',
    "controls and overrides": "Eve\u202egnp.exe\u202c\nSecond\u2028line\x00\x07\u200f\u2067end",
    "four hundred characters": "Nabucodonosor " * 28 + "Abcdefgh",
}
NAMES = PLAIN | HOSTILE
