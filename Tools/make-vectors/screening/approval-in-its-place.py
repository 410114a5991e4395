"""The approval of the one who may accept stands in the place of an acceptance."""
from forge import *

p = screened(agreement=APPROVER_ACCEPTS)
p.stream.screening.append(approval(p.agreement, 0))
refused(p, "17.3/1o")
