"""Tables of every format."""
from forge import *

p = screened(tables=[looked_into(path=f"t.{word}", format=word) for word in (
    "csv", "sav", "zsav", "dta", "sas7bdat", "xpt")])
accepted(p, "17.3/1i")
