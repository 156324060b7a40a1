"""What goes on beside the worker's pipeline, each in a thread of its own."""

from collections.abc import Callable, Mapping
from pathlib import Path

from bot import config
from bot.cli.boxes import boxes
from bot.cli.drafter import budget, drafter
from bot.pipeline import Pipeline
from bot.pipeline.drafting import Drafting
from bot.pipeline.filing import Drafts
from bot.pipeline.outcomes import Outcomes
from bot.pipeline.remembering import Remembering
from bot.store import Housekeeping

Work = Callable[[], bool]


def beside(
    path: Path,
    settings: config.Settings,
    pipeline: Pipeline,
    tell: Callable[[str, str], object],
    *,
    alarm: Callable[[str, str], object],
    cured: Callable[[str, str], object],
    stop: Callable[[], bool] = lambda: False,
) -> Mapping[str, Work]:
    """Return each by its name: one unit of work a call, True if there was any.

    ``path`` is the config file. Raises `BadInput` for what is set and cannot be used.
    """
    found: dict[str, Work] = {}
    found["housekeeping"] = Housekeeping(
        store=pipeline.store,
        now=pipeline.now,
        alarm=alarm,
        cured=cured,
        keep_days=settings.store.keep_mail_days,
        min_free=settings.store.min_free_megabytes * 1_000_000,
    ).keep_one
    if (model := drafter(path, settings.llm)) is not None:
        found["drafting"] = Drafting(
            store=pipeline.store,
            profiles=pipeline.profiles,
            embed=Remembering(pipeline.store, pipeline.embed, pipeline.engine),
            model=model,
            prompts=pipeline.prompts,
            now=pipeline.now,
            budget=budget(settings.llm),
            tell=tell,
        ).draft_one
    if own := boxes(path, settings.drafts, pipeline.profiles()):
        store, now = pipeline.store, pipeline.now
        found["drafts"] = Drafts(
            store=store,
            boxes=own,
            profiles=pipeline.profiles,
            now=now,
            tell=tell,
            alarm=alarm,
            cured=cured,
            stop=stop,
        ).file_one
        if any(box.watch for box in own):
            found["answers"] = Outcomes(
                store=store,
                boxes=own,
                profiles=pipeline.profiles,
                now=now,
                tell=tell,
                alarm=alarm,
                cured=cured,
                stop=stop,
            ).watch_one
    return found
