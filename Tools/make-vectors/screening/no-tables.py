"""Nothing was looked into."""
from forge import *

p = screened(tables=[])
accepted(p, section="17.3")
