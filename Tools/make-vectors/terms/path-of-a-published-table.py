"""The path of a published table is absolute."""
from forge import *

p = Package()
fields = [{"name": "age", "type": "integer"}]
published = {"tables": [{"path": "a.csv", "records": 2, "fields": fields}]}
published["tables"][0]["path"] = "/a.csv"
p.envelope = p.envelope | {"published": published}
refused(p, "6.1/11", "11.7/3")
