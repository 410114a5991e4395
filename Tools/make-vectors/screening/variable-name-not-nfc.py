"""The name of a variable is not NFC."""
from forge import *

p = screened(tables=[looked_into(variable(name="a\u0308"))])
refused(p, "17.3/1h")
