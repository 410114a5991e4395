"""A data frame is the content of a skippable frame."""
from forge import *

p = Package()
s = p.stream
s.sizes = s.sizes
s.frames = [skippable(PADDING, s.frames[0])]
refused(p, "11.1/1")
