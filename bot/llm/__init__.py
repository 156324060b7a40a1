"""A model that chooses among stored facts, on a leash. Off unless [llm] names one.

    place     which endpoint, and whether it is this machine
    safe      a stranger's text on its way into a prompt
    shape     what a model may return: ids and a few short lines
    guard     the check of that against the profile
    endpoint  the only user of pydantic_ai, loaded when a model is asked
    model     a model made of plain values
    attempt   one draft: asked, checked, asked once more, or given up with a reason

The model never sees more than one query, the facts offered for it and an expert's name,
title and credentials; it has no tools. What it returns is ids, an angle, whys and
questions to the expert; the program prints the stored facts.
"""

from bot.llm.attempt import TOO_DEAR
from bot.llm.model import Model, needed
from bot.llm.place import Place
from bot.llm.subject import Drafted, Subject, held

__all__ = ["TOO_DEAR", "Drafted", "Model", "Place", "Subject", "held", "needed"]
