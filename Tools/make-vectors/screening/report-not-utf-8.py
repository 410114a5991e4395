"""A text of the report is not UTF-8."""
from forge import *

p = screened(tables=[looked_into(variable(name="age"))])
p.stream.catalogue = replaced(p.stream.catalogue, b'"name":"age"', b'"name":"\xe9ge"')
refused(p, "17.3/1e")
