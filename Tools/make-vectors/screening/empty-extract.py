"""A screening of an extract without files."""
from forge import *

p = Package()
p.stream.entries = []
p = screened(package=p, tables=[])
accepted(p, "17.3/2a")
