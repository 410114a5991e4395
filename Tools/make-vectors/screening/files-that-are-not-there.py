"""Tables and findings are of files that the extract does not hold, one of them twice."""
from forge import *

p = screened(finding(path="other/file.csv"), tables=[looked_into(path="other.csv"), looked_into(path="other.csv")])
accept(p, ONE["id"])
accepted(p, section="17.3")
