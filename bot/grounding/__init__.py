"""Whether words say nothing that the profile does not hold.

`faults` is the gate for every outline. `claim` holds a line against the facts it cites,
`free` the words a model wrote beside them, `edited` what a person typed. The query is
never a source of numbers or names. Nothing here raises, whatever the text.
"""

from bot.grounding.claims import claim
from bot.grounding.edits import edited
from bot.grounding.finding import Finding
from bot.grounding.freely import free
from bot.grounding.gate import faults

__all__ = ["Finding", "claim", "edited", "faults", "free"]
