"""A data frame has no bytes."""
from forge import *

p = Package()
p.stream.frames = [b""]
refused(p, "11.4/14")
