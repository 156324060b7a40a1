"""Where the files are that travel with the program: prompts and examples."""

from pathlib import Path


def folder(name: str) -> Path:
    """Return the folder ``prompts`` or ``examples``, from the wheel or the checkout."""
    inside = Path(__file__).parent / "_shipped" / name
    return inside if inside.is_dir() else Path(__file__).parent.parent / name
