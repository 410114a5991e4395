"""A byte of a path is no UTF-8."""
from forge import *

p = Package(Entry("a.txt", b""))
p.stream.catalogue = replaced(p.stream.catalogue, b'"a.txt"', b'"\xff.txt"')
refused(p, "11.7/10")
