"""The line feeds of the magic are those of a transfer in text mode."""
from forge import *

p = Package()
p.prelude = p.prelude_with(magic=b"\x89MVL\n\n\x1a\n")
refused(p, "9.1/2")
