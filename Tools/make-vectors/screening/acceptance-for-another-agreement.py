"""An acceptance is for another agreement."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], agreement_hash=agreement_hash(agreement(title="Another")))
refused(p, "17.3/3a")
