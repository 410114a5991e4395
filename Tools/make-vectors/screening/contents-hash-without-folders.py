"""`contents_hash` is over the files alone."""
from forge import *

p = Package()
p = screened(package=p, contents_hash=contents_hash(p.stream.lines[1:]))
refused(p, "17.3/2a")
