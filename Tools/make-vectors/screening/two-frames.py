"""A screening of an extract of two frames, with folders in folders and names beyond ASCII."""
from forge import *

entries = [folder("a"), folder("a/b"), Entry("a/b/c.bin", b"x" * 1_100_000), named("Zoë.csv", b"1\n")]
p = screened(ONE, package=Package(*entries))
accept(p, ONE["id"])
accepted(p, "17.3/2a")
