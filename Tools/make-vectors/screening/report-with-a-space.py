"""The report has a space."""
from forge import *

p = screened()
p.stream.catalogue = replaced(p.stream.catalogue, b'"findings":[]', b'"findings": []')
refused(p, "17.3/1e")
