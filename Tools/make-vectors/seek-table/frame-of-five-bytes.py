"""A data frame has five bytes."""
from forge import *

p = Package()
p.stream.frames = [p.stream.frames[0][:5]]
refused(p, "11.4/14")
