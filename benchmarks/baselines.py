"""What others do, for the table of `ranking.py`: each gives [query, company] scores.

keywords   how often the words of the topics are said: what most tools offer
bm25       Robertson and Zaragoza 2009, the profile's words looked for in the queries
whole      one vector for a company, one for a query
near       a vector for each facet: the two nearest, to the summary and to the body
mixed      the same, and a fifth of bm25
reranked   a cross-encoder reads the first of each company again
"""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from judged import Floats, Judged

from bot.domain import Profile, Query
from bot.embedding.weights import needs_network
from bot.matching import Embed
from bot.matching.facets import facets

K1, B = 1.2, 0.75
LEXICAL = 0.2
MOST = 2  # facets
READ_AGAIN = 20  # queries of each company
AGAIN = 0.5  # the share of the second reading
WORD = re.compile(r"[^\W_]+")
_STOP = (
    "a about all an and any are as at be been but by can do does for from has have how i "
    "if in into is it its more no not of on or our should so than that the their them "
    "there they this to was we were what when where which who why will with you your"
)
STOP = frozenset(_STOP.split())


def keywords(judged: Judged) -> Floats:
    """Count the words of the topics, and again each topic that is said as it stands."""
    said = [f" {' '.join(WORD.findall(_asked(q).lower()))} " for q in judged.queries]
    counts = [Counter(text.split()) for text in said]
    rows = []
    for profile in judged.profiles:
        topics = [" ".join(WORD.findall(topic.lower())) for topic in profile.topics]
        words = {w for topic in topics for w in topic.split()} - STOP
        rows.append(
            [
                sum(count[w] for w in words) + sum(text.count(f" {t} ") for t in topics)
                for text, count in zip(said, counts, strict=True)
            ]
        )
    return np.array(rows, dtype=np.float64).T


def bm25(judged: Judged) -> Floats:
    """Look for each word of a profile once; a word's rarity is that in these queries."""
    texts = [Counter(_stems(_asked(query))) for query in judged.queries]
    lengths = np.array([text.total() for text in texts], dtype=np.float64)
    held = K1 * (1 - B + B * lengths / max(1.0, float(lengths.mean())))
    among = Counter(word for text in texts for word in text)
    scores = np.zeros((len(texts), len(judged.profiles)))
    for column, profile in enumerate(judged.profiles):
        for word in sorted(set(_stems(about(profile)))):
            count = np.array([text[word] for text in texts], dtype=np.float64)
            rare = np.log(1 + (len(texts) - among[word] + 0.5) / (among[word] + 0.5))
            scores[:, column] += rare * count * (K1 + 1) / (count + held)
    return scores


def whole(judged: Judged, embed: Embed) -> Floats:
    asked = embed([_asked(query) for query in judged.queries])
    ours = embed([about(profile) for profile in judged.profiles])
    return np.asarray(asked @ ours.T, dtype=np.float64)


def near(judged: Judged, embed: Embed, *, apart: bool) -> Floats:
    """Return the mean of the two nearest facets.

    ``apart``: half by the summary and half by the body, or else by the text as one.
    """
    if apart:
        summaries = embed([query.summary or query.body for query in judged.queries])
        bodies = embed([query.body or query.summary for query in judged.queries])
        asked = np.asarray((summaries + bodies) / 2, dtype=np.float32)
    else:
        asked = embed([_asked(query) for query in judged.queries])
    columns = []
    for profile in judged.profiles:
        found = np.sort(asked @ embed([f.text for f in facets(profile)]).T, axis=1)
        columns.append(found[:, -MOST:].mean(axis=1))
    return np.array(columns, dtype=np.float64).T


def mixed(dense: Floats, lexical: Floats) -> Floats:
    """Return a sum of both, each in its own standard deviations (Bruch et al. 2023)."""
    return (1 - LEXICAL) * standard(dense) + LEXICAL * standard(lexical)


def reranked(judged: Judged, scores: Floats, name: str) -> Floats:
    """Mix in what a cross-encoder, a name or a folder, says of each company's first.

    Raises SystemExit for a model that cannot be loaded.
    """
    first = np.argsort(-scores, axis=0, kind="stable")[:READ_AGAIN]  # [place, company]
    pairs = [
        (f"{profile.description} {', '.join(profile.topics)}", _asked(judged.queries[row]))
        for column, profile in enumerate(judged.profiles)
        for row in first[:, column]
    ]
    said = standard(_read(pairs, name)).reshape(len(judged.profiles), -1).T
    again = np.full(scores.shape, said.min())  # who is not read again is no better
    np.put_along_axis(again, first, said, axis=0)
    return (1 - AGAIN) * standard(scores) + AGAIN * again


def about(profile: Profile) -> str:
    """Return everything public a profile says, as one text."""
    parts = [profile.description, *profile.topics]
    for expert in profile.experts:
        parts += [expert.title, *expert.credentials, *expert.expertise]
    parts += [fact.text for fact in profile.facts if fact.public]
    return ". ".join(part for part in parts if part)


def standard(scores: Floats) -> Floats:
    """Return scores in standard deviations from their mean, over all pairs."""
    return np.asarray((scores - scores.mean()) / (scores.std() or 1.0), dtype=np.float64)


def _read(pairs: Sequence[tuple[str, str]], name: str) -> Floats:
    try:
        from sentence_transformers import CrossEncoder  # noqa: PLC0415 (heavy, optional)
    except ImportError as error:
        raise SystemExit("--cross-encoder needs torch; see README") from error
    try:
        model = CrossEncoder(name, device="cpu", local_files_only=not needs_network(name))
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        reason = " ".join(str(error).split())[:300]
        raise SystemExit(f"--cross-encoder {name} cannot be loaded: {reason}") from error
    said = model.predict(list(pairs), batch_size=8, show_progress_bar=False)
    return np.asarray(said, dtype=np.float64).reshape(len(pairs), -1)[:, -1]


def _asked(query: Query) -> str:
    return f"{query.summary}\n{query.body}".strip()


def _stems(text: str) -> list[str]:
    """Return words without stop words and plural endings (Harman 1991)."""
    return [_stem(w) for w in WORD.findall(text.lower()) if w not in STOP]


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):  # noqa: PLR2004 (a stem of two letters)
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and word[-2] not in "su":  # noqa: PLR2004
        return word[:-1]
    return word
