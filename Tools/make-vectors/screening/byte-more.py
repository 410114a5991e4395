"""A zero byte follows the last acceptance."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
p.stream.catalogue = p.stream.catalogue + b"\0"
refused(p, "11.2/17")
