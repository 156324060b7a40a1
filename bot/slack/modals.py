"""The forms that cards and summaries open, and what was said in them."""

import json
from collections.abc import Sequence
from typing import Any

from bot.domain import Card, Expert, Summary, Weak, digest_of
from bot.pitching.editing import Draft, parts
from bot.slack import actions, forms, standing, summaries
from bot.slack.binding import given_away, rules_of, tested, traps_of, withheld
from bot.slack.clean import (
    Block,
    bullets,
    cut,
    length,
    line,
    one_line,
    own,
    person,
    rich,
    said,
    verbatim,
)
from bot.slack.forms import Place
from bot.slack.rules import VIEW

__all__ = [
    "Place", "assign", "assign_faults", "assigned", "edit", "edit_faults", "edit_warned",
    "edited", "kept", "missed", "rival", "rivalled", "summary_id", "told",
]  # fmt: skip

# names of inputs: where a fault can be shown
OPENING, POINTS, ENDING = "opening", "points", "ending"
KEPT, BACK = "kept", "back"
EXPERT, COLLEAGUE, NOBODY = "expert", "colleague", "nobody"
MISSED = "missed"
_RULES, _RULE = 12, 600
_OPTIONS, _OPTION, _VALUE = 100, 75, 150
_MOST = 80  # inputs of one form
_WARNED = 200  # units of what warnings name
_NAMED = 3  # tested words that one message names
_NEWS = 10  # rivals that are named
_COMPANY = 80  # units


# ------------------------------------------------------------------------- editing


def edit(card: Card, *, channel: str, ts: str) -> Block:
    """Show an outline in three parts to write in, and above them what binds it."""
    return _edit(card, channel, ts, warned=False)


def edit_warned(card: Card, *, channel: str, ts: str) -> Block:
    """Show the same where what is typed may come back with warnings: with a box to tick."""
    return _edit(card, channel, ts, warned=True)


def _edit(card: Card, channel: str, ts: str, *, warned: bool) -> Block:
    meta = forms.card_meta(card.id, card.edition, channel, ts)
    inputs = _inputs(card, warned=warned)
    title, blocks = "Edit the outline", [_about(card), *_binding(card), *inputs]
    view = forms.view(actions.EDITED, title, blocks, meta=meta, submit="Save")
    too_long = len(inputs) > _MOST or len(json.dumps(view)) > VIEW
    if not withheld(card) and not too_long:
        return view
    why = "is too long for a form" if too_long else "stays out of Slack"
    sorry = {"type": "section", "text": own(f"The outline of this query {why}.")}
    return forms.view(actions.EDITED, title, [_about(card), sorry], meta=meta, submit="")


def _inputs(card: Card, *, warned: bool) -> list[Block]:
    draft = parts(card.outline)
    changed = "One point a line. A line in other words than the stored fact's loses its id."
    inputs = [
        *forms.lines(OPENING, "Opening", draft.opening),
        *forms.lines(POINTS, "Points", "\n".join(draft.points), hint=changed),
        *forms.lines(ENDING, "All that follows", draft.ending),
    ]
    if warned:
        looked = "I looked at the words named: keep them"
        inputs.append(forms.tick(KEPT, "Only if words are named", looked))
    elif traps_of(card):
        looked = "I looked at these words: keep them"
        inputs.append(forms.tick(KEPT, "Words of a hidden test", looked))
    if card.edited_by:
        undo = "Drop all edits: back to the bot's outline"
        inputs.append(forms.tick(BACK, "The bot's outline", undo))
    return inputs


def edited(view: Any) -> tuple[Place, Draft, bool]:  # noqa: ANN401 (whatever Slack sends)
    """Return the card, what was typed, and whether to go back to the bot's outline."""
    points = forms.typed(view, POINTS).split("\n")
    draft = Draft(
        opening=forms.typed(view, OPENING),
        points=tuple(point for point in points if point.strip()),
        ending=forms.typed(view, ENDING),
    )
    return forms.place(view), draft, forms.ticked(view, BACK)


def kept(view: Any) -> bool:  # noqa: ANN401 (whatever Slack sends)
    """Say whether the words of a hidden test were looked at and are to stay."""
    return forms.ticked(view, KEPT)


def edit_faults(
    card: Card, draft: Draft, *, kept: bool, warnings: Sequence[str] = ()
) -> dict[str, str]:
    """Name the words by which a hidden test would know a machine, by input; or none.

    ``warnings``: what else to look at, such as "not in the profile: 70 %"; each is said
    at the input that holds its words. Nothing is said of what is ``kept``.
    """
    words = () if kept else tested(card)
    shown = not withheld(card)
    typed = {
        OPENING: draft.opening, POINTS: "\n".join(draft.points), ENDING: draft.ending
    }  # fmt: skip
    found = {name: given_away(text, words) for name, text in typed.items()}
    faults = {
        name: _given_away(words if shown else ()) for name, words in found.items() if words
    }
    for name, told in _placed(card, typed, () if kept else warnings).items():
        faults.setdefault(name, _warned(told if shown else ()))
    return faults


def _placed(
    card: Card, typed: dict[str, str], warnings: Sequence[str]
) -> dict[str, list[str]]:
    """Give each warning to the input that holds its words, else to one that was changed."""
    old = parts(card.outline)
    was = {OPENING: old.opening, POINTS: "\n".join(old.points), ENDING: old.ending}
    changed = [name for name, text in typed.items() if text != was[name]]
    placed: dict[str, list[str]] = {}
    for warning in warnings:
        word = warning.partition(": ")[2].partition(", ")[0]
        holds = [name for name in (*changed, *typed) if word and word in typed[name]]
        placed.setdefault(next(iter((*holds, *changed)), OPENING), []).append(warning)
    return placed


def _warned(warnings: Sequence[str]) -> str:
    """Say "Not in the profile: 70 %, Zorro. Tick the box below if you stand by it."."""
    named: dict[str, list[str]] = {}
    for warning in warnings or ("not in the profile",):
        why, _, words = one_line(warning).partition(": ")
        named.setdefault(why, []).extend(filter(None, [words]))
    reasons = [
        ": ".join(filter(None, (why, ", ".join(said)))) for why, said in named.items()
    ]
    told = cut("; ".join(reasons), _WARNED).rstrip(".")
    return f"{told[:1].upper()}{told[1:]}. Tick the box below if you stand by it."


def _given_away(words: Sequence[str]) -> str:
    named = ", ".join(f"“{cut(one_line(word), 40)}”" for word in words[:_NAMED])
    named = named or "a word in this text"
    return (
        f"A hidden test in this query catches machines by {named}. Take it out, or tick the"
        " box below if it is meant."
    )


def _binding(card: Card) -> list[Block]:
    """Say what binds the answer; a form has the room to say it whole."""
    rules = rules_of(card)
    if not rules:
        return []
    shown = [line(verbatim(one_line(rule), _RULE)) for rule in rules[:_RULES]]
    if len(rules) > len(shown):
        shown.append(line(said(f"and {len(rules) - len(shown)} more on the card")))
    elements = [line(said("⚠ Rules", bold=True)), bullets(shown)]
    if words := tested(card):
        named = ", ".join(f"“{one_line(word)}”" for word in words)
        elements.append(
            line(
                said("Words by which a machine is known: ", bold=True),
                verbatim(named, _RULE),
            )
        )
    return [rich(*elements)]


# ----------------------------------------------------------------------- assigning


def assign(card: Card, experts: Sequence[Expert], *, channel: str, ts: str) -> Block:
    """Ask who should answer: one of the experts, or any colleague in Slack."""
    meta = forms.card_meta(card.id, card.edition, channel, ts)
    blocks = [_about(card)]
    if card.assigned:
        by = f" by {person(card.assigned_by)}" if card.assigned_by else ""
        now = f"Assigned now to {person(card.assigned)}{by}."
        blocks.append({"type": "section", "text": own(now)})
    names = [expert.name for expert in experts]
    named = {_expert(e, names): ", ".join(filter(None, (e.name, e.title))) for e in experts}
    options = [forms.option(said, who) for who, said in named.items() if who][:_OPTIONS]
    if options:
        menu = forms.menu("static_select", "Choose an expert", options)
        blocks.append(forms.field(EXPERT, "An expert of the profile", menu))
    users = forms.menu("users_select", "Choose a colleague")
    label = "Or a colleague" if options else "A colleague"
    only = not options and not card.assigned
    blocks.append(forms.field(COLLEAGUE, label, users, optional=not only))
    if card.assigned:
        blocks.append(forms.tick(NOBODY, "Or nobody", "Take the assignment back"))
    return forms.view(actions.ASSIGNED, "Assign", blocks, meta=meta, submit="Assign")


def assigned(view: Any) -> tuple[Place, str]:  # noqa: ANN401 (whatever Slack sends)
    """Return the card and who it is for: a user id, an expert's name or id, or ""."""
    chosen = [*forms.picked(view, COLLEAGUE), *forms.picked(view, EXPERT)]
    nobody = forms.ticked(view, NOBODY) or not chosen
    return forms.place(view), "" if nobody else chosen[0]


def assign_faults(view: Any) -> dict[str, str]:  # noqa: ANN401 (whatever Slack sends)
    """Say what keeps a form from saying who: nobody or more than one was chosen."""
    inputs = [n for n in (EXPERT, COLLEAGUE, NOBODY) if forms.picked(view, n)]
    if len(inputs) == 1:
        return {}
    words = "Choose one of them only." if inputs else "Choose somebody, or press Cancel."
    return {inputs[-1] if inputs else COLLEAGUE: words}


def _expert(expert: Expert, names: Sequence[str]) -> str:
    """Return what stands for an expert: the user id, else a name that is no other's.

    A name that no option of a menu can hold as it is gives way to the expert's own id.
    """
    if person(expert.slack_user).startswith("<@"):
        return expert.slack_user
    own_name = [expert.name] if names.count(expert.name) == 1 else []
    kept = (
        name
        for name in (*own_name, expert.id)
        if one_line(name) == name and length(name) <= _VALUE
    )
    return next(filter(None, kept), cut(one_line(expert.name), _VALUE))


# ---------------------------------------------------------------- one agency, one answer


def rival(card: Card, *, channel: str, ts: str) -> Block:
    """Ask before a second company of ours answers the same query."""
    meta = forms.card_meta(card.id, card.edition, channel, ts)
    company = verbatim(one_line(card.company), _COMPANY, bold=True)
    blocks = [
        _about(card),
        {"type": "section", "text": own(standing.rivals(card, most=_NEWS) or "-")},
        rich(line(said("Approve it for "), company, said(" as well?"))),
    ]
    title, submit = "Already answered", "Approve anyway"
    return forms.view(actions.RIVALLED, title, blocks, meta=meta, submit=submit)


def rivalled(view: Any) -> Place:  # noqa: ANN401 (whatever Slack sends)
    return forms.place(view)


# ----------------------------------------------------------------- what was held back


def missed(summary: Summary, *, channel: str, ts: str) -> Block:
    """Ask which of the weak matches should have been a card."""
    meta = {"summary": summary.id, **forms.card_meta(0, 0, channel, ts)}
    options = [
        forms.option(summaries.name(weak, _OPTION), name, description=f"for {weak.company}")
        for name, weak in list(_named(summary).items())[:_OPTIONS]
    ]
    if not options:
        nothing = {"type": "section", "text": own("This summary names no query.")}
        return forms.view(actions.TAUGHT, "Held back", [nothing], meta=meta, submit="")
    label = "Which should have been a card?"
    hint = "It becomes a card if it is still open, and the ranking learns from it."
    menu = forms.menu("multi_static_select", "Choose queries", options)
    blocks = [forms.field(MISSED, label, menu, hint=hint, optional=False)]
    return forms.view(actions.TAUGHT, "Held back", blocks, meta=meta, submit="Teach")


def told(view: Any, summary: Summary) -> list[tuple[str, str]]:  # noqa: ANN401 (whatever Slack sends)
    """Return query id and company of each line that was chosen."""
    places = _named(summary)
    chosen = dict.fromkeys(forms.picked(view, MISSED))
    return [(places[at].query.id, places[at].company) for at in chosen if at in places]


def _named(summary: Summary) -> dict[str, Weak]:
    """Name each line so that no other takes its place, whatever becomes of the summary."""
    lines = summary.lines
    return {digest_of(weak.query.id, weak.company): weak for weak in lines}


def summary_id(view: Any) -> int | None:  # noqa: ANN401 (whatever Slack sends)
    """Return which summary a form is about."""
    return forms.number(forms.metadata(view).get("summary")) or None


def _about(card: Card) -> Block:
    """Name the query and the company."""
    title = one_line(card.query.summary) or "(no title)"
    outlet = one_line(card.query.outlet)
    named = [verbatim(title, 600, bold=True)]
    if outlet:
        named += [said(" · "), verbatim(outlet, 120)]
    return rich(line(*named, said(" · for "), verbatim(one_line(card.company), _COMPANY)))
