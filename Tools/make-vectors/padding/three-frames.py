"""Three padding frames, one of them with nothing in it."""
from forge import *

p = Package()
p.stream.padding = [padding_frame(100), padding_frame(0), padding_frame(7)]
accepted(p, "11.3/2")
