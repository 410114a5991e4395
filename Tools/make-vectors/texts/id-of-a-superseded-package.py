"""An id in `supersedes` is in upper case."""
from forge import *

p = Package()
p.terms = p.terms | {"supersedes": ["00112233445566778899AABBCCDDEEFF"]}
refused(p, "2.3/4")
