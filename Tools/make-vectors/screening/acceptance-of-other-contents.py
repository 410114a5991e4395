"""An acceptance is of other files."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], contents_hash=seeded("other files").hex())
refused(p, "17.3/3d")
