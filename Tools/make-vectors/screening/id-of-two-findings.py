"""Two findings have one id, which is accepted."""
from forge import *

p = screened(ONE, finding(ONE["id"], path="notes.txt"))
accept(p, ONE["id"])
accepted(p, section="17.3")
