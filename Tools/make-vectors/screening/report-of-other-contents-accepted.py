"""The report is of other files, and so is its acceptance."""
from forge import *

p = screened(ONE, contents_hash=seeded("other files").hex())
accept(p, ONE["id"])
refused(p, "17.3/2a")
