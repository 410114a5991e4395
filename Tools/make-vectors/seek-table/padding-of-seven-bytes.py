"""A padding frame has seven bytes."""
from forge import *

p = Package()
p.stream.padding = [padding_frame(0)[:7]]
refused(p, "11.4/18")
