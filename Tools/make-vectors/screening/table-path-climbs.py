"""The path of a table climbs."""
from forge import *

p = screened(tables=[looked_into(path="data/../households.csv")])
refused(p, "17.3/1h")
