"""The agreement is a second revision, and has every key that there is."""
from forge import *

p = screened(ONE, agreement=full_agreement())
accept(p, ONE["id"])
accepted(p, "17.3/3c")
