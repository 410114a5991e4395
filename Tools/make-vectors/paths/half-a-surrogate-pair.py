"""A path has the escape of half a surrogate pair."""
from forge import *

p = Package(Entry("a.txt", b""))
p.stream.catalogue = replaced(p.stream.catalogue, b'"a.txt"', b'"\\ud800.txt"')
refused(p, "11.7/10")
