"""An acceptance has its signatures before its body."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
one = p.stream.screening[1]
other = b'{"signatures":%s,"body":%s}' % (canonical(one["signatures"]), canonical(one["body"]))
p.stream.catalogue = replaced(p.stream.catalogue, canonical(one), other)
refused(p, "17.3/1n")
