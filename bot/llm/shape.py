"""What a model may return: ids and a few short lines, nothing else."""

import re
import unicodedata
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

LONGEST = 20_000  # characters of an answer that are looked at
ANGLE, WHY, ASK = 200, 140, 200
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_NAMED = 3  # faults that are named


def _line(text: str) -> str:
    if any(unicodedata.category(c) in _UNSEEN for c in text):
        raise ValueError("must be one line without invisible characters")
    return text


Line = Annotated[str, Field(min_length=1), AfterValidator(_line)]
Id = Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_line)]


class _Shape(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, str_strip_whitespace=True
    )


class Pick(_Shape):
    fact_id: Id
    why: Annotated[Line, Field(max_length=WHY)]


class Draft(_Shape):
    """A model's whole answer; the words of the facts are printed by the program."""

    expert_id: Id
    angle: Annotated[Line, Field(max_length=ANGLE)]
    points: Annotated[list[Pick], Field(min_length=1, max_length=4)]
    ask_expert: Annotated[
        list[Annotated[Line, Field(max_length=ASK)]], Field(max_length=5)
    ] = []


def read(answer: str) -> Draft:
    """Read the one JSON object of an answer, also out of a fence or a sentence.

    Raises ValueError that names what is wrong, without the model's own words.
    """
    found = _OBJECT.search(answer[:LONGEST])
    if not found:
        raise ValueError("the answer holds no JSON object")
    try:
        return Draft.model_validate_json(found[0])
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)
        said = dict.fromkeys(_fault(one["type"], one["loc"], one["msg"]) for one in first)
        raise ValueError("; ".join(list(said)[:_NAMED])) from None


def _fault(kind: str, place: tuple[int | str, ...], said: str) -> str:
    if kind == "json_invalid":
        return "the answer is no whole JSON object"
    if kind == "extra_forbidden":
        return "a field that was not asked for"
    where = ".".join(str(part) for part in place)
    return f"{where}: {said.removeprefix('Value error, ')}"
