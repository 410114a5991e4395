"""A zero byte follows the last line."""
from forge import *

p = Package()
p.stream.catalogue = p.stream.catalogue + b"\0"
refused(p, "11.2/17")
