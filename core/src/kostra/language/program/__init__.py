"""A checked rule set: every name resolved, every expression typed, ready to run.

The checker makes it from syntax trees (rule set, modules, layout); the engine runs it; its canonical form gives the
fingerprints. Groups are expanded, constants and module parameters are put in place, and the scopes «for hvert felt»,
«for hvert sett» and «for filen og hver kode» have become one instance a field, set or code, so that the engine knows
only rows, groups and the whole file. All nodes are plain frozen values of strings, numbers, tuples and each other: a
program can be written as JSON.
"""

from __future__ import annotations

from kostra.language.program.controls import Class as Class
from kostra.language.program.controls import Control as Control
from kostra.language.program.controls import Distribution as Distribution
from kostra.language.program.controls import Example as Example
from kostra.language.program.controls import ExampleRow as ExampleRow
from kostra.language.program.controls import Figures as Figures
from kostra.language.program.controls import FileControl as FileControl
from kostra.language.program.controls import FileScope as FileScope
from kostra.language.program.controls import GroupScope as GroupScope
from kostra.language.program.controls import Instance as Instance
from kostra.language.program.controls import Program as Program
from kostra.language.program.controls import RowScope as RowScope
from kostra.language.program.controls import Sentence as Sentence
from kostra.language.program.controls import ShowField as ShowField
from kostra.language.program.controls import ShowValue as ShowValue
from kostra.language.program.controls import Table as Table
from kostra.language.program.controls import TableRow as TableRow
from kostra.language.program.controls import Template as Template
from kostra.language.program.values import Aggregate as Aggregate
from kostra.language.program.values import AggregateName as AggregateName
from kostra.language.program.values import AllZeros as AllZeros
from kostra.language.program.values import And as And
from kostra.language.program.values import Arithmetic as Arithmetic
from kostra.language.program.values import Between as Between
from kostra.language.program.values import CodeText as CodeText
from kostra.language.program.values import CodeWithText as CodeWithText
from kostra.language.program.values import Compare as Compare
from kostra.language.program.values import Const as Const
from kostra.language.program.values import CountTrue as CountTrue
from kostra.language.program.values import Default as Default
from kostra.language.program.values import FieldLastYear as FieldLastYear
from kostra.language.program.values import FieldValue as FieldValue
from kostra.language.program.values import Filled as Filled
from kostra.language.program.values import Function as Function
from kostra.language.program.values import Given as Given
from kostra.language.program.values import In as In
from kostra.language.program.values import InCodes as InCodes
from kostra.language.program.values import LastYear as LastYear
from kostra.language.program.values import LookupValue as LookupValue
from kostra.language.program.values import Missing as Missing
from kostra.language.program.values import Not as Not
from kostra.language.program.values import Or as Or
from kostra.language.program.values import Param as Param
from kostra.language.program.values import Raw as Raw
from kostra.language.program.values import TextTest as TextTest
from kostra.language.program.values import Valid as Valid
from kostra.language.program.values import Value as Value
from kostra.language.program.values import ValueType as ValueType
