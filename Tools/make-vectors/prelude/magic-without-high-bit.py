"""The high bit of the first byte is lost, as on a way that carries seven bits."""
from forge import *

p = Package()
p.prelude = p.prelude_with(magic=b"\x09MVL\r\n\x1a\n")
refused(p, "9.1/2")
