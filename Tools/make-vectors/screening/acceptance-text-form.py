"""An acceptance has the form of its file, in three lines that are counted."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
s = p.stream
s.catalogue = replaced(s.catalogue, canonical(s.screening[1]) + b"\n", text_form("acceptance", s.screening[1]))
s.catalogue = replaced(s.catalogue, b'"screening":2', b'"screening":4')
refused(p, "17.3/1n")
