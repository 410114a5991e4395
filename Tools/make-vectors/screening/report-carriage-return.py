"""The report ends with a carriage return and a line feed."""
from forge import *

p = screened()
p.stream.catalogue = p.stream.catalogue[:-1] + b"\r\n"
refused(p, "17.3/1e")
