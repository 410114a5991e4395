"""The name of a variable has a line feed."""
from forge import *

p = screened(tables=[looked_into(variable(name="a\nb"))])
refused(p, "17.3/1h")
