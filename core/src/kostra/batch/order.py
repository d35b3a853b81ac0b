"""What is to be done in a run, and the folders that it concerns."""

from __future__ import annotations

from pathlib import Path

from kostra.api.errors import ArgumentError
from kostra.frozen import frozen
from kostra.masking import mask_text
from kostra.reports.writing import refusal

REPORTS = "rapporter"
"""The folder, below the output folder, that the reports stand in."""


@frozen
class Order:
    """What is to be done: a folder of files, where results go, and how the files are to be checked.

    `formats` are the reports' names and file endings. `form` and `year` None: whatever the files are for. `against` is
    the folder of a rule set to compare with. `afresh`: nothing is taken from earlier runs.
    """

    folder: Path
    out: Path
    formats: tuple[tuple[str, str], ...]
    form: str | None = None
    year: int | None = None
    house_rules: tuple[Path, ...] = ()
    strict: bool = False
    language: str = "nb"
    against: Path | None = None
    afresh: bool = False

    @property
    def reports(self) -> Path:
        """Return the folder of the reports, the whole path."""
        return (self.out / REPORTS).resolve()

    def without_paths(self, text: str) -> str:
        """Return a text without the paths of the folders: where they are on this machine is nobody's business."""
        for folder in (self.folder, self.out):
            for shown in (str(folder.resolve()), mask_text(str(folder.resolve()))):
                text = text.replace(f"{shown}/", "").replace(f"{shown}\\", "")
        return text


def make_folders(order: Order) -> None:
    """Make the output folder; ArgumentError when it cannot be, or is the folder of the deliveries itself."""
    folder = order.folder.resolve()
    if not folder.is_dir():
        raise ArgumentError(f"{order.folder} er ikke en mappe. Oppgi mappen som leveransene ligger i.")
    if folder == order.out.resolve() or folder.is_relative_to(order.reports):
        raise ArgumentError(f"--ut: {order.out} er mappen som kontrolleres. Oppgi en annen.")
    try:
        order.reports.mkdir(mode=0o700, parents=True, exist_ok=True)
        for half in order.reports.glob(".kostra-*"):  # a worker was ended while it wrote
            half.unlink(missing_ok=True)
    except OSError as error:
        raise ArgumentError(f"--ut: {order.out} kan ikke lages: {refusal(error)}.") from error
