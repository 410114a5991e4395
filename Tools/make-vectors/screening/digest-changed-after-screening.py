"""The digest of a file is another than when the report was made."""
from forge import *

p = screened()
s = p.stream
s.lines = s.lines
s.lines[1]["digest"] = seeded("another digest").hex()
refused(p, "17.3/2a")
