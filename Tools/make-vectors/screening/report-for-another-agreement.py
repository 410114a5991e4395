"""The report is for another agreement."""
from forge import *

p = screened(agreement_hash=agreement_hash(agreement(title="Another")))
refused(p, "17.3/2b")
