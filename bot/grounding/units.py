"""What a number may be measured in."""

import re

SHARE, TIMES, DATE, COUNT = "%", "x", "date", ""
_DOLLARS = {
    "us": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD",
    "hong kong": "HKD", "new zealand": "NZD", "singapore": "SGD",
}  # fmt: skip
_BEFORE = {
    "US$": "USD", "C$": "CAD", "CA$": "CAD", "A$": "AUD", "AU$": "AUD", "NZ$": "NZD",
    "HK$": "HKD", "S$": "SGD", "R$": "BRL", "$": "$", "£": "GBP", "€": "EUR", "¥": "JPY",
    "₹": "INR", "₩": "KRW", "USD": "USD", "EUR": "EUR", "GBP": "GBP", "CAD": "CAD",
    "AUD": "AUD", "CHF": "CHF", "SEK": "SEK", "NOK": "NOK", "DKK": "DKK", "INR": "INR",
}  # fmt: skip
_AFTER = {
    "percentage points": "points", "percentage point": "points", "points": "points",
    "point": "points", "percent": SHARE, "per cent": SHARE, "percentage": SHARE,
    "pct": SHARE, "%": SHARE, "times": TIMES, "x": TIMES, "fold": TIMES,
    "dollars": "$", "dollar": "$", "bucks": "$", "cents": "cents", "euros": "EUR",
    "euro": "EUR", "pounds": "GBP lb", "pound": "GBP lb", "sterling": "GBP",
    "yen": "JPY", "rupees": "INR", "francs": "CHF", "kronor": "SEK", "kroner": "NOK",
    "usd": "USD", "eur": "EUR", "gbp": "GBP", "cad": "CAD", "aud": "AUD", "chf": "CHF",
    "$": "$", "£": "GBP", "€": "EUR",
    "seconds": "sec", "second": "sec", "secs": "sec", "sec": "sec", "minutes": "min",
    "minute": "min", "mins": "min", "min": "min", "hours": "hour", "hour": "hour",
    "hrs": "hour", "hr": "hour", "h": "hour", "days": "day", "day": "day",
    "nights": "night", "night": "night", "weeks": "week", "week": "week",
    "months": "month", "month": "month", "years": "year", "year": "year", "yrs": "year",
    "yr": "year", "decades": "decade", "decade": "decade", "fortnights": "fortnight",
    "kilometres": "km", "kilometers": "km", "kilometre": "km", "kilometer": "km",
    "km": "km", "miles": "mile", "mile": "mile", "metres": "m", "meters": "m",
    "metre": "m", "meter": "m", "centimetres": "cm", "centimeters": "cm", "cm": "cm",
    "millimetres": "mm", "millimeters": "mm", "mm": "mm", "inches": "inch",
    "inch": "inch", "feet": "foot", "foot": "foot", "ft": "foot", "yards": "yard",
    "acres": "acre", "hectares": "hectare", "square feet": "sq ft", "sq ft": "sq ft",
    "kilograms": "kg", "kilogram": "kg", "kilos": "kg", "kg": "kg", "grams": "g",
    "gram": "g", "g": "g", "milligrams": "mg", "milligram": "mg", "mg": "mg",
    "micrograms": "mcg", "mcg": "mcg", "lbs": "lb", "lb": "lb", "ounces": "oz",
    "ounce": "oz", "oz": "oz", "tonnes": "tonne", "tonne": "tonne", "tons": "ton",
    "ton": "ton", "litres": "litre", "liters": "litre", "litre": "litre",
    "liter": "litre", "gallons": "gallon", "gallon": "gallon", "ml": "ml",
    "degrees fahrenheit": "°F", "degrees celsius": "°C", "degrees f": "°F",
    "degrees c": "°C", "degrees": "°F °C °", "degree": "°F °C °", "°f": "°F",
    "°c": "°C", "° f": "°F", "° c": "°C", "°": "°F °C °", "calories": "kcal",
    "kilocalories": "kcal", "kcal": "kcal", "kwh": "kWh", "kilowatt hours": "kWh",
    "kilowatt-hours": "kWh", "kilowatt-hour": "kWh", "kilowatt hour": "kWh",
    "kilowatt": "kW", "megawatt": "MW", "gigabytes": "GB", "megabytes": "MB",
    "gigabyte": "GB", "watts": "W", "watt": "W", "miles per hour": "mph",
    "kw": "kW", "kilowatts": "kW", "mw": "MW", "megawatts": "MW", "gb": "GB",
    "mb": "MB", "mph": "mph", "km/h": "km/h", "a.m": "am", "am": "am", "p.m": "pm",
    "pm": "pm",
}  # fmt: skip
# units that turn into one another without a remainder
_SAME = {
    "sec": ("min", 1 / 60), "hour": ("min", 60), "day": ("min", 1440),
    "week": ("min", 10080), "fortnight": ("min", 20160), "year": ("month", 12),
    "decade": ("month", 120), "g": ("kg", 0.001), "mg": ("kg", 0.000001),
    "cm": ("m", 0.01), "mm": ("m", 0.001), "km": ("m", 1000),
}  # fmt: skip

_LEFT = "|".join(re.escape(sign) for sign in sorted(_BEFORE, key=len, reverse=True))
_RIGHT = "|".join(re.escape(sign) for sign in sorted(_AFTER, key=len, reverse=True))
BEFORE = re.compile(rf"(?:(?<![A-Za-z])|(?<=\$))({_LEFT})\s?[-−]?$")
AFTER = re.compile(
    r"[\s-]?(?:(?:fewer|more|extra|additional|full|whole|straight|consecutive|long"
    r"|short)\s)?"
    rf"(?:(us|american|canadian|australian|hong kong|new zealand|singapore)\s"
    rf"(?=dollars?\b))?({_RIGHT})(?![A-Za-z]|-\d)",
    re.IGNORECASE,
)
_SHORT = 3  # letters of the longest sign
_SIGNS = frozenset(sign for sign in _AFTER if len(sign) <= _SHORT and sign.isalpha())


def before(sign: str) -> frozenset[str]:
    return frozenset({_BEFORE[sign]})


def behind(text: str, at: int) -> re.Match[str] | None:
    """Return the unit that stands behind a number; a letter in capitals is a name."""
    found = AFTER.match(text, at)
    return None if found and len(found[2]) == 1 and found[2].isupper() else found


def sign(word: str) -> bool:
    """Say whether a word is how a unit is written short: "kWh"."""
    return word.casefold() in _SIGNS


def after(country: str | None, name: str) -> frozenset[str]:
    if country:
        return frozenset({_DOLLARS[country.lower()]})
    return frozenset(_AFTER[name.lower()].split())


def like(claimed: str, held: str) -> bool:
    """Say whether a unit may stand for another: "$" for any dollars, US$ for "dollars"."""
    if claimed == held:
        return True
    dollars = {"$", *_DOLLARS.values()}
    return claimed in {"$", "USD"} and held in dollars and "$" in {claimed, held}


def measured(value: float, unit: str) -> tuple[float, str]:
    """Return a value in the unit that it is compared in."""
    to, factor = _SAME.get(unit, (unit, 1.0))
    return value * factor, to
