"""Where everything is kept, and for how long."""

from pydantic import Field

from bot.config.reading import Section, Text


class Place(Section):
    """The ``[store]`` section."""

    path: Text = "haro-bot.db"
    keep_mail_days: int = Field(default=90, ge=0, le=3650)  # raw mail; 0: for ever
    min_free_megabytes: int = Field(default=200, ge=10, le=100_000)  # below: people hear
