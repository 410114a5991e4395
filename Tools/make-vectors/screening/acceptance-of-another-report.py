"""An acceptance is of another report."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], report_hash=report_hash(p.stream.screening[0] | {"rules": 2}))
refused(p, "17.3/3e")
