"""The line of the report is longer than one of an entry may be."""
from forge import *

p = screened(tables=[looked_into(*(variable(name=f"variable {number}") for number in range(1_000)))])
accepted(p, "17.3/1d")
