"""The stream is one byte."""
from forge import *

p = Package()
p.stream_bytes = b"\0"
refused(p, "11.4/1")
