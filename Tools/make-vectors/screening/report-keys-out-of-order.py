"""Keys of a finding stand in another order."""
from forge import *

p = screened(ONE)
accept(p, ONE["id"])
p.stream.catalogue = replaced(p.stream.catalogue, b'"count":1,"detail":"inside text"', b'"detail":"inside text","count":1')
refused(p, "17.3/1e")
