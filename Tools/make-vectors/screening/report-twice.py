"""The report stands in the place of an acceptance too."""
from forge import *

p = screened()
p.stream.screening *= 2
refused(p, "17.3/1o")
