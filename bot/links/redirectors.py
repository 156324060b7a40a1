"""Redirectors that carry their target in clear.

Which they are, and where that is known from:

    *.safelinks.protection.outlook.com ?url=      Microsoft, "Safe Links in email"
    www.google.com/url ?q= ?url=                  links in Gmail and Google Docs
    urldefense v1 ?u=, v2 ?u= (- is %, _ is /), v3 /v3/__target__;bytes!   Proofpoint
    l.facebook.com/l.php ?u=, linkedin.com/redir ?url=, out.reddit.com ?url=,
    youtube.com/redirect ?q=, t.umblr.com ?z=, duckduckgo.com/l ?uddg=, vk.com/away ?to=
    linkprotect.cudasvc.com/url ?a=               Barracuda
    *.awstrack.me/L0/target, secure-web.cisco.com/id/target     in the path, encoded
    anybody's ?url= ?u= ?target= ?redirect= ... where the value is a link to another host

Mailchimp's track/click, SendGrid's and Qwoted's ls/click?upn= do not carry theirs and
stay as they are: they log nobody in, and Qwoted's is the only way to answer.
"""

import re
from base64 import urlsafe_b64decode
from urllib.parse import unquote

from bot.links import secret

_DEPTH = 6  # encodings within each other
_DEFENSE = re.compile(
    r"urldefense\.(?:com|us|proofpoint\.com)/v3/__(?P<target>.+?)__;(?P<bytes>[^!\s]*)",
    re.IGNORECASE,
)
_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_KNOWN = {  # host -> the parameters that hold the target, beside those anybody uses
    "google.com": ("q",),
    "youtube.com": ("q",),
    "t.umblr.com": ("z",),
    "duckduckgo.com": ("uddg",),
    "vk.com": ("to",),
    "cudasvc.com": ("a",),
}
_ANYBODY = (
    *("url", "u", "target", "targeturl", "redirect", "redirecturl", "redirect_url"),
    *("redirect_to", "dest", "destination", "goto", "link", "out"),
)
_BACK = (
    *("callbackurl", "callback", "callback_url", "redirect", "redirecturl", "redirect_url"),
    *("redirect_to", "redirectto", "redirect_uri", "next", "returnurl", "return_url"),
    *("returnto", "return_to", "return", "continue", "goto", "dest", "destination"),
)
_IN_PATH = ("awstrack.me", "secure-web.cisco.com")
_ANSWERS = re.compile(r"form|submit|reply|answer|pitch|respond|survey", re.IGNORECASE)


def find(link: str) -> str:
    """Return where a redirector or a login leads, "" if that does not stand in it."""
    if found := _DEFENSE.search(link):
        return _undefended(found["target"], found["bytes"])
    parts = secret.PARTS.match(link)
    if parts is None:
        return ""
    host = parts["site"].rpartition("@")[2].lower()
    path = parts["path"]
    pairs = [p.partition("=") for p in re.split("[?&;]", parts["query"] or "")]
    values = {name.lower(): value for name, _, value in reversed(pairs)}
    if goal := _rewritten(host, path, values.get("u", "")):
        return goal
    names = (*_ANYBODY, *(n for h, ns in _KNOWN.items() if _within(host, h) for n in ns))
    if host == "google.com" or host.endswith(".google.com"):
        names = ("q", "url") if path == "/url" else ()
    if not _ANSWERS.search(host + path):
        for name in names:
            goal = _reached(values.get(name, ""))
            other = secret.part(goal, "site").rpartition("@")[2].lower()
            if secret.WEB.match(goal) and other != host:
                return goal
    if secret.leaks(secret.plain(link)) or secret.enters(secret.plain(path)):
        return _behind_login(parts["scheme"] or "", host, values)
    return ""


def _rewritten(host: str, path: str, value: str) -> str:
    """Return the target of those that write it in a way of their own."""
    if host.endswith(_IN_PATH):
        inside = (unquote(segment) for segment in path.split("/"))
        return next((goal for goal in inside if secret.WEB.match(goal)), "")
    if host == "urldefense.proofpoint.com" and path.startswith("/v2/"):
        return unquote(value.replace("-", "%").replace("_", "/"))
    return ""


def _behind_login(scheme: str, host: str, values: dict[str, str]) -> str:
    """Return the page of the same host that a login goes on to."""
    for name in _BACK:
        goal = _reached(values.get(name, ""))
        if goal.startswith("/") and goal[:2] not in {"//", "/\\"}:
            return f"{scheme}{host}{goal}"
        if secret.WEB.match(goal) and secret.part(goal, "site").lower() == host:
            return goal
    return ""


def _within(host: str, known: str) -> bool:
    return host == known or host.endswith(f".{known}")


def _reached(value: str) -> str:
    """Undo percent encodings until a link or a path is seen."""
    for _ in range(_DEPTH):
        if value.startswith("/") or secret.WEB.match(value):
            return value
        value = unquote(value)
    return value


def _undefended(target: str, code: str) -> str:
    """Put back the characters that Proofpoint's third version has taken out."""
    try:
        removed = urlsafe_b64decode(code + "=" * (-len(code) % 4)).decode(
            "utf-8", "replace"
        )
    except ValueError:
        removed = ""
    at = 0

    def put_back(found: re.Match[str]) -> str:
        nonlocal at
        count = _RUNS.index(found[1]) + 2 if found[1] else 1
        at += count
        return removed[at - count : at]

    whole = re.sub(r"\*(?:\*([A-Za-z0-9_-]))?", put_back, target)
    return re.sub(r"^(https?:)/(?!/)", r"\1//", whole, flags=re.IGNORECASE)
