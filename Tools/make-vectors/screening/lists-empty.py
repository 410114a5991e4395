"""A report of no tables, and one table more of no variables."""
from forge import *

p = screened(tables=[{"path": "a.csv", "format": "csv", "records": 0, "variables": []}])
accepted(p, section="17.3")
