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

Work = Callable[[], bool]


def beside(
    path: Path,
    settings: config.Settings,
    pipeline: Pipeline,
    tell: Callable[[str, str], object],
    *,
    stop: Callable[[], bool] = lambda: False,
) -> Mapping[str, Work]:
    """Return each by its name: one unit of work a call, True if there was any.

    ``path`` is the config file. Raises `BadInput` for what is set and cannot be used.
    """
    found: dict[str, Work] = {}
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
            stop=stop,
        ).file_one
        if any(box.watch for box in own):
            found["answers"] = Outcomes(
                store=store,
                boxes=own,
                profiles=pipeline.profiles,
                now=now,
                tell=tell,
                stop=stop,
            ).watch_one
    return found
