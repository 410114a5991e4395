"""One acceptance stands twice."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
accept(p, ONE["id"])
accepted(p, section="17.3")
