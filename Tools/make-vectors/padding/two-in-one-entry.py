"""Two padding frames stand under one entry of the seek table."""
from forge import *

p = Package()
p.stream.padding = [padding_frame(0) + padding_frame(0)]
refused(p, "11.3/2")
