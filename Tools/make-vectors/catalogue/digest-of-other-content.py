"""The digest of a file is another: readers do not hold it against the content."""
from forge import *

p = Package()
s = p.stream
s.lines = s.lines
s.lines[1]["digest"] = seeded("another digest").hex()
accepted(p, section="11.2")
