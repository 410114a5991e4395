"""A published count is −1."""
from forge import *

p = Package()
fields = [{"name": "age", "type": "integer"}]
published = {"tables": [{"path": "a.csv", "records": 2, "fields": fields}]}
published["tables"][0]["records"] = -1
p.envelope = p.envelope | {"published": published}
refused(p, "2.3/19")
