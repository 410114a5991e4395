"""The first acceptance covers every finding; the second names none, and is for another agreement."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
accept(p, agreement_hash=seeded("another agreement").hex())
refused(p, "17.3/3a")
