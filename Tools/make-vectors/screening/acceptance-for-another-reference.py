"""An acceptance has another reference."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"], reference="DSA-2026-015")
refused(p, "17.3/3b")
