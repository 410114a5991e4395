"""The report is a list that holds it."""
from forge import *

p = screened()
p.stream.screening = [p.stream.screening]
refused(p, "17.3/1f")
