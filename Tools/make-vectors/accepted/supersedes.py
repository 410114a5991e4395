"""The package takes the place of two others."""
from forge import *

p = Package()
p.terms = p.terms | {"supersedes": [seeded("one", 16).hex(), seeded("two", 16).hex()]}
accepted(p, section="9.2")
