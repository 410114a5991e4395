"""The key `type` is missing in a published field."""
from forge import *

p = Package()
fields = [{"name": "age", "type": "integer"}]
published = {"tables": [{"path": "a.csv", "records": 2, "fields": fields}]}
del fields[0]["type"]
p.envelope = p.envelope | {"published": published}
refused(p, "2.1/15")
