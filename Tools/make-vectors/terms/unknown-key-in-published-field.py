"""An unknown key in a published field."""
from forge import *

p = Package()
fields = [{"name": "age", "type": "integer"}]
published = {"tables": [{"path": "a.csv", "records": 2, "fields": fields}]}
fields[0]["unknown"] = 1
p.envelope = p.envelope | {"published": published}
refused(p, "2.1/14")
