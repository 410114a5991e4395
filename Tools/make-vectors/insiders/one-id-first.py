"""One of two packages with one id, both in order: only a register that saw both finds it."""
from forge import *

p = Package(Entry("a.txt", b"for one\n"))
p.terms = p.terms | {"package_id": seeded("one id", 16).hex()}
accepted(p)
