"""What a municipality has set for all its checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kostra.configuration.toml import TomlFile
    from kostra.language.house_parameters import HouseValue

ParameterValue = str | int | Decimal


@dataclass(frozen=True)
class Configuration:
    """The settings of `kostra.toml`; None stands for what is not set.

    Paths are those of the file's folder. `house_rules` are the rule files that are named and those in `husregler/`;
    `house_values` are values for their parameters, by namespace. `parameters` are those that packs declare.
    `acknowledgements` is the file of acknowledgements, whether it is there yet or not. `file` tells where each setting
    stands, for faults that only a pack can find.
    """

    file: TomlFile
    acknowledgements: Path
    form: str | None = None
    year: int | None = None
    municipality: str | None = None
    district: str | None = None
    house_rules: tuple[Path, ...] = ()
    house_values: Mapping[str, Mapping[str, HouseValue]] = field(default_factory=dict)
    format: str | None = None
    to: Path | None = None
    limit: int | None = None
    language: str | None = None
    parameters: Mapping[str, ParameterValue] = field(default_factory=dict)
