"""From the nodes that lark makes to headers, declarations and statistics; controls are built next door."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from kostra.diagnostics import did_you_mean
from kostra.language import syntax
from kostra.language.tree_builder_controls import ControlBuilder

if TYPE_CHECKING:
    from lark import Token, Tree

    from kostra.language.parser_place import Node

_PARAMETER_KINDS: tuple[syntax.ParameterKind, ...] = get_args(syntax.ParameterKind)


class ItemBuilder(ControlBuilder):
    """Builds the header and the items of a file. Raises `TooDeepError`."""

    def header(self, node: Tree[Token]) -> syntax.Header:
        """Return the header of a file."""
        children: list[Any] = node.children
        span = self.place.span(node)
        match node.data:
            case "rule_set":
                form, year, title = children
                if len(year) != 4:
                    self.fault(year, "ugyldig-argang", f"«{year}» er ikke en årgang.", expected="et årstall, som 2030")
                return syntax.RuleSetHeader(str(form), self.whole_number(year), self.text(title), span)
            case "module":
                name, title = children
                return syntax.ModuleHeader(str(name), "" if title is None else self.text(title), span)
            case _:
                name, title, *targets = children
                return syntax.HouseHeader(
                    str(name), self.text(title), tuple(self._target(target) for target in targets), span
                )

    def _target(self, node: Tree[Token]) -> syntax.Target:
        children: list[Any] = node.children
        form, *years = children
        first, last = (None if year is None else self.whole_number(year) for year in years)
        if first is not None and last is not None and last < first:
            self.fault(node, "ugyldig-argang", f"Årene fra {first} til {last} står i feil rekkefølge.")
        return syntax.Target(str(form), first, first if last is None else last, self.place.span(node))

    def item(self, node: Tree[Token]) -> syntax.Item:
        """Return one item of a file."""
        children: list[Any] = node.children
        match node.data:
            case "control":
                return self.control(node)
            case "file_control":
                return self.file_control(node)
            case "use":
                return self._use(children, node)
            case "field_group":
                return syntax.FieldGroup(str(children[0]), self.ranges(children[1:]), self.place.span(node))
            case "constant":
                return syntax.Constant(str(children[0]), self._value(children[1]), self.place.span(node))
            case "parameter":
                return self._parameter(children, node)
            case "table":
                return self._table(children, node)
            case "code_list":
                return self._code_list(children, node)
            case "distribution":
                return self._distribution(children, node)
            case _:
                return self._figures(children, node)

    # ── Declarations ──

    def _use(self, children: list[Any], node: Tree[Token]) -> syntax.Use:
        module, *taken, arguments = children
        return syntax.Use(
            str(module),
            tuple(self._taken(item) for item in taken),
            () if arguments is None else tuple(self._argument(argument) for argument in arguments.children),
            self.place.span(node),
        )

    def _taken(self, node: Tree[Token]) -> syntax.TakenControl | syntax.TakenStatistic:
        children: list[Any] = node.children
        if node.data == "taken_statistic":
            return syntax.TakenStatistic(self.text(children[0]), self.place.span(node))
        old, new = children
        return syntax.TakenControl(str(old), None if new is None else str(new), self.place.span(node))

    def _argument(self, node: Tree[Token]) -> syntax.Argument:
        children: list[Any] = node.children
        name, value = children
        return syntax.Argument(str(name), self._given(value), self.place.span(node))

    def _given(self, node: Node) -> syntax.LiteralValue | syntax.ListValue | syntax.Name:
        return self.name(node) if isinstance(node, str) and node.type == "NAME" else self._value(node)

    def _value(self, node: Node) -> syntax.LiteralValue | syntax.ListValue:
        if isinstance(node, str) or node.data != "list_value":
            return self.literal(node)
        return syntax.ListValue(tuple(self.literal(child) for child in node.children), self.place.span(node))

    def _parameter(self, children: list[Any], node: Tree[Token]) -> syntax.ModuleParameter:
        name, written = children
        kind = next((kind for kind in _PARAMETER_KINDS if kind == str(written.children[0])), None)
        if kind is None:
            self.fault(
                written,
                "ukjent-parametertype",
                f"«{written.children[0]}» er ikke en type for parametere.",
                expected=", ".join(_PARAMETER_KINDS[:-1]) + f" eller {_PARAMETER_KINDS[-1]}",
                hint=did_you_mean(written.children[0], _PARAMETER_KINDS),
            )
        return syntax.ModuleParameter(str(name), kind or "tekst", self.place.span(node))

    def _table(self, children: list[Any], node: Tree[Token]) -> syntax.Table:
        name, title, file, key, validity = children
        valid_from, valid_to = (None, None) if validity is None else map(str, validity.children)
        return syntax.Table(
            str(name),
            "" if title is None else self.text(title),
            self.text(file),
            None if key is None else str(key.children[0]),
            valid_from,
            valid_to,
            self.place.span(node),
        )

    def _code_list(self, children: list[Any], node: Tree[Token]) -> syntax.CodeListFile:
        name, file, code, text = children
        columns = None if code is None else (str(code), str(text))
        return syntax.CodeListFile(str(name), self.text(file), columns, self.place.span(node))

    # ── Statistics ──

    def _distribution(self, children: list[Any], node: Tree[Token]) -> syntax.Statistic:
        title, where, value, *classes = children
        body = syntax.Distribution(
            None if where is None else self.expression(where),
            self.expression(value),
            tuple(self._class(item) for item in classes),
            self.place.span(node),
        )
        return syntax.Statistic(self.text(title), body, self.place.span(node))

    def _class(self, node: Tree[Token]) -> syntax.StatisticClass:
        children: list[Any] = node.children
        *bounds, strings = children
        numbers = [self.whole_number(bound) for bound in bounds]
        label = self.joined(strings.children)
        span = self.place.span(node)
        match node.data:
            case "class_range":
                return syntax.StatisticClass(numbers[0], numbers[1], label, span=span)
            case "class_under":
                # Both bounds of a class are inclusive, the one that is not written too.
                return syntax.StatisticClass(None, numbers[0] - 1, label, span=span)
            case "class_over":
                return syntax.StatisticClass(numbers[0], None, label, span=span)
            case _:
                return syntax.StatisticClass(None, None, label, otherwise=True, span=span)

    def _figures(self, children: list[Any], node: Tree[Token]) -> syntax.Statistic:
        title, *figures = children
        body = tuple(
            syntax.Figure(self.text(figure.children[0]), self.expression(figure.children[1]), self.place.span(figure))
            for figure in figures
        )
        return syntax.Statistic(self.text(title), body, self.place.span(node))
