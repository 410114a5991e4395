"""Variables of every type."""
from forge import *

p = screened(tables=[looked_into(*(variable(name=word, type=word) for word in (
    "string", "number", "integer", "boolean", "date", "time", "datetime", "year", "yearmonth", "any")))])
accepted(p, "17.3/1j")
