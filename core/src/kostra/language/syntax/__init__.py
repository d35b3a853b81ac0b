"""The syntax tree of the rule language, as written: names unresolved, nothing checked.

The parser makes it, the formatter prints it, the checker turns it into a program (`kostra.language.program`). Every
node carries the span of its source, which takes no part in equality: two trees are equal when they say the same.
"""

from __future__ import annotations

from kostra.language.syntax.controls import Assignment as Assignment
from kostra.language.syntax.controls import Control as Control
from kostra.language.syntax.controls import DateLiteral as DateLiteral
from kostra.language.syntax.controls import EachCode as EachCode
from kostra.language.syntax.controls import EachField as EachField
from kostra.language.syntax.controls import EachGroup as EachGroup
from kostra.language.syntax.controls import EachRow as EachRow
from kostra.language.syntax.controls import EachSet as EachSet
from kostra.language.syntax.controls import Example as Example
from kostra.language.syntax.controls import ExampleRow as ExampleRow
from kostra.language.syntax.controls import FileControl as FileControl
from kostra.language.syntax.controls import Metadata as Metadata
from kostra.language.syntax.controls import Note as Note
from kostra.language.syntax.controls import PointsAt as PointsAt
from kostra.language.syntax.controls import Scope as Scope
from kostra.language.syntax.controls import Sentence as Sentence
from kostra.language.syntax.controls import SetItem as SetItem
from kostra.language.syntax.controls import SetSource as SetSource
from kostra.language.syntax.controls import SeverityRef as SeverityRef
from kostra.language.syntax.controls import WholeFile as WholeFile
from kostra.language.syntax.controls import Yields as Yields
from kostra.language.syntax.expressions import Among as Among
from kostra.language.syntax.expressions import Attribute as Attribute
from kostra.language.syntax.expressions import Between as Between
from kostra.language.syntax.expressions import Binary as Binary
from kostra.language.syntax.expressions import BinaryOperator as BinaryOperator
from kostra.language.syntax.expressions import Call as Call
from kostra.language.syntax.expressions import ChosenCodes as ChosenCodes
from kostra.language.syntax.expressions import Comparison as Comparison
from kostra.language.syntax.expressions import ComparisonOperator as ComparisonOperator
from kostra.language.syntax.expressions import Expression as Expression
from kostra.language.syntax.expressions import GroupList as GroupList
from kostra.language.syntax.expressions import GroupRange as GroupRange
from kostra.language.syntax.expressions import Is as Is
from kostra.language.syntax.expressions import LastYear as LastYear
from kostra.language.syntax.expressions import Lookup as Lookup
from kostra.language.syntax.expressions import Message as Message
from kostra.language.syntax.expressions import Name as Name
from kostra.language.syntax.expressions import Negate as Negate
from kostra.language.syntax.expressions import Not as Not
from kostra.language.syntax.expressions import NumberLiteral as NumberLiteral
from kostra.language.syntax.expressions import ParameterRef as ParameterRef
from kostra.language.syntax.expressions import Placeholder as Placeholder
from kostra.language.syntax.expressions import Predicate as Predicate
from kostra.language.syntax.expressions import Quantified as Quantified
from kostra.language.syntax.expressions import Quantifier as Quantifier
from kostra.language.syntax.expressions import State as State
from kostra.language.syntax.expressions import Test as Test
from kostra.language.syntax.expressions import TextLiteral as TextLiteral
from kostra.language.syntax.expressions import TextOperator as TextOperator
from kostra.language.syntax.expressions import TextTest as TextTest
from kostra.language.syntax.files import Argument as Argument
from kostra.language.syntax.files import CodeListFile as CodeListFile
from kostra.language.syntax.files import Comment as Comment
from kostra.language.syntax.files import Constant as Constant
from kostra.language.syntax.files import Distribution as Distribution
from kostra.language.syntax.files import FieldGroup as FieldGroup
from kostra.language.syntax.files import Figure as Figure
from kostra.language.syntax.files import Header as Header
from kostra.language.syntax.files import HouseHeader as HouseHeader
from kostra.language.syntax.files import Item as Item
from kostra.language.syntax.files import ListValue as ListValue
from kostra.language.syntax.files import LiteralValue as LiteralValue
from kostra.language.syntax.files import ModuleHeader as ModuleHeader
from kostra.language.syntax.files import ModuleParameter as ModuleParameter
from kostra.language.syntax.files import ParameterKind as ParameterKind
from kostra.language.syntax.files import RuleFile as RuleFile
from kostra.language.syntax.files import RuleSetHeader as RuleSetHeader
from kostra.language.syntax.files import Statistic as Statistic
from kostra.language.syntax.files import StatisticClass as StatisticClass
from kostra.language.syntax.files import Table as Table
from kostra.language.syntax.files import TakenControl as TakenControl
from kostra.language.syntax.files import TakenStatistic as TakenStatistic
from kostra.language.syntax.files import Target as Target
from kostra.language.syntax.files import Use as Use
