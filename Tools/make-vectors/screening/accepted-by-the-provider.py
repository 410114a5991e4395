"""Two findings are accepted with the provider's key, as an analyst may."""
from forge import *

p = screened(ONE, OTHER)
accept(p, *BOTH)
accepted(p, "17.3/3j", "17.3/3m")
