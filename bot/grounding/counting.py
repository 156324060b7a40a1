"""Numbers as they are written, in digits and in words, and what they are worth."""

import re

ONES = re.findall(
    r"\w+",
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen",
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
VALUES = {word: n for n, word in enumerate(ONES)}
VALUES |= {word: 10 * n for n, word in enumerate(_TENS, 2)} | {"dozen": 12}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
SHORT = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "dozen": 12}
SHORT |= {**SCALES, "trillion": 10**12, "lakh": 10**5, "crore": 10**7}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7}
PARTS |= {"eighth": 8, "ninth": 9, "tenth": 10}
ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7}
ORDINALS |= {"eighth": 8, "ninth": 9, "tenth": 10}
_TIMES = (
    ("twice doubl redoubl", 2), ("thrice tripl trebl", 3), ("quadrupl", 4), ("quintupl", 5),
    ("sextupl", 6), ("septupl", 7), ("octupl", 8),
)  # fmt: skip
MULTIPLES = {
    stem + ending: times
    for stems, times in _TIMES
    for stem in stems.split()
    for ending in (("",) if stem in {"twice", "thrice"} else ("e", "es", "ed", "ing"))
}
MULTIPLES |= {f"{word}fold": n for word, n in (VALUES | SCALES).items() if n > 1}

NAMED = "|".join([*VALUES, *SCALES])
_DECIMAL = (  # "2,5 percent"; no list of numbers: "ages 8,10", "8,10 and 12"
    r"(?<!\bages\s)(?<!\baged\s)(?<!\bgrades\s)(?<!\d,)\d{1,3},\d{1,2}(?![\d,])"
    r"(?!\s*(?:and|or|&)\s+\d{1,9}(?!\d|[.,]\d))"
)
NUMBER = re.compile(
    r"(?P<digits>(?<!\w)(?<![A-Z][-‑])(?<!\d\.)(?:(?<![\w)])[-−])?"
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|{_DECIMAL}|\d{{1,18}}(?:\.\d{{1,9}})?"
    r"|(?<!\.)\.\d{1,9}))"
    r"(?P<short>(?:k|bn|mn|m|b)(?![A-Za-z])|[\s-](?:hundred|dozen|thousand|million|billion"
    r"|trillion|lakh|crore|bn|mn|k)\b(?!-)|\s(?-i:M)\b)?"
    rf"|\b(?P<words>(?:{NAMED})(?:(?:[\s-]|(?<=hundred)\sand\s|(?<=thousand)\sand\s)"
    rf"(?:{NAMED}))*)\b",
    re.IGNORECASE,
)
_COMMA = re.compile(r"(\d),(\d{1,2})$")  # for a point: "2,5 percent"


def value_of(match: re.Match[str]) -> float:
    if match["digits"]:
        digits = _COMMA.sub(r"\1.\2", match["digits"]).replace("−", "-")
        number = float(digits.replace(",", ""))
        return number * SHORT.get((match["short"] or "").strip(" -\t\n").lower(), 1)
    total = current = 0.0
    for word in re.split(r"[\s-]+", match["words"].lower()):
        if word in SCALES:
            current = (current or 1) * SCALES[word]
            if SCALES[word] >= SCALES["thousand"]:
                total, current = total + current, 0.0
        elif word == "dozen" and current:
            current *= 12
        else:
            current += VALUES.get(word, 0)
    return total + current
