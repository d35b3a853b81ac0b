"""The rules that the deliveries of a run are checked with, and the tasks that name them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kostra.batch.finding import sha256_of
from kostra.batch.order import Order
from kostra.batch.plan import Delivery
from kostra.batch.rule_sets import program_of, rule_sets_in
from kostra.batch.tasks import CheckTask, Look
from kostra.checking.rulebook import RuleBook, load_rule_book
from kostra.checking.store import Store, user_cache_folder
from kostra.plugins.manager import Registry

if TYPE_CHECKING:
    from kostra.api.skjema import Skjema
    from kostra.language.program import Program


class Rules:
    """The rules that deliveries are checked with, and the tasks that name them. All faults of house rules are told."""

    def __init__(self, order: Order, registry: Registry) -> None:
        self._order = order
        self._registry = registry
        self._books: dict[tuple[str, int], RuleBook] = {}
        self._store = Store(user_cache_folder())
        self._house = [[str(file.resolve()), sha256_of(file)] for file in order.house_rules]
        self.programs: dict[tuple[str, int], tuple[Program, Program]] = {}
        self._form = None if order.form is None else registry.packs_for(order.form)[0].form
        if order.form is not None and order.year is not None:
            registry.load(order.form, order.year)
        if order.against is not None:
            for key, skjema in rule_sets_in(order.against, registry).items():
                self._compare(key, skjema)

    def concerns(self, found: Look) -> str:
        """Return why a file is passed over (empty: it is not): what has no new rule set is not compared."""
        key = found["form"].upper(), found["year"]
        if self._order.against is None or key in self.programs:
            return ""
        return f"er skjema {found['form']} for {found['year']}, som ikke har noe regelsett i {self._order.against.name}"

    def task(self, delivery: Delivery, around: Sequence[str]) -> CheckTask:
        """Return the task of checking a delivery; KostraError when there are no rules to check it with."""
        book = self._book(delivery.form, delivery.year)
        against = self._order.against
        new = self.programs.get((delivery.form.upper(), delivery.year))
        return CheckTask(
            files=[str(file.path.resolve()) for file in delivery.files],
            sha256=[file.sha256 for file in delivery.files],
            form=delivery.form,
            year=delivery.year,
            package=book.package,
            rule_set=book.programs[0].fingerprint,
            surroundings=list(around),
            house_rules=self._house,
            reports=[
                [name, str(self._order.reports / f"{delivery.report}{suffix}")] for name, suffix in self._order.formats
            ],
            strict=self._order.strict,
            language=self._order.language,
            against=None if against is None else str(against.resolve()),
            against_rule_set="" if new is None else new[1].fingerprint,
        )

    def _book(self, form: str, year: int) -> RuleBook:
        key = form.upper(), year
        if key not in self._books:
            pack = self._registry.load(form, year)
            self._books[key] = load_rule_book(pack, self._registry, self._order.house_rules, self._store)
        return self._books[key]

    def _compare(self, key: tuple[str, int], skjema: Skjema) -> None:
        if self._form is not None and self._form.upper() != key[0]:
            return
        installed = self._book(*key)  # without it there is nothing to compare with
        self.programs[key] = installed.programs[0], program_of(skjema, self._registry)
