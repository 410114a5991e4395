"""`contents_hash` is over the lines as they stand in the catalogue."""
from forge import *

p = Package()
lines = (canonical(line) + b"\n" for line in p.stream.lines)
p = screened(package=p, contents_hash=H("mv1 contents", *lines).hex())
refused(p, "17.3/2a")
