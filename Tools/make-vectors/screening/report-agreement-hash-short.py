"""`agreement_hash` of the report has 62 digits."""
from forge import *

p = screened()
p.stream.screening[0]["agreement_hash"] = p.stream.screening[0]["agreement_hash"][:62]
refused(p, "17.3/1h")
