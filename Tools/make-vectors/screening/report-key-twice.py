"""The report has two lists of findings; the first has one that nobody accepted."""
from forge import *

p = screened()
p.stream.catalogue = replaced(p.stream.catalogue, b'"findings":[]', b'"findings":[%s],"findings":[]' % canonical(ONE))
refused(p, "17.3/1e")
