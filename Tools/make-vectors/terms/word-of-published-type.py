"""The type of a published field is none of the words."""
from forge import *

p = Package()
fields = [{"name": "age", "type": "integer"}]
published = {"tables": [{"path": "a.csv", "records": 2, "fields": fields}]}
fields[0]["type"] = "float"
p.envelope = p.envelope | {"published": published}
refused(p, "6.1/9")
