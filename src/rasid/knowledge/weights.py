"""Weights of learned models that ship with Rasid; how they were made: `weights/CARD.md`."""

from __future__ import annotations

from importlib import resources


def load_weights(name: str) -> list[str]:
    """The lines of a file of weights."""
    file = resources.files("rasid.knowledge").joinpath("weights", f"{name}.tsv")
    return file.read_text(encoding="utf-8").splitlines()
