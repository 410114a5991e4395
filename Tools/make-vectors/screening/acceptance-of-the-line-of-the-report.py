"""`report_hash` is over the report and its line feed."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], report_hash=H("mv1 screening", canonical(p.stream.screening[0]) + b"\n").hex())
refused(p, "17.3/3e")
