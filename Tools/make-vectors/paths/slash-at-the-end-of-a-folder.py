"""A folder's path ends with a slash."""
from forge import *

p = Package()
s = p.stream
s.lines = s.lines
s.lines[0]["path"] = "data/"
refused(p, "11.7/7")
