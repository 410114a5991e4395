"""A data frame of raw blocks, laid out by hand."""
from forge import *

p = Package()
s = p.stream
s.frames = [raw_frame(s.tar)]
accepted(p, section="11.1")
