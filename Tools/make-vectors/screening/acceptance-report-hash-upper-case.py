"""`report_hash` is in upper case."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], report_hash=report_hash(p.stream.screening[0]).upper())
refused(p, "17.3/1p")
