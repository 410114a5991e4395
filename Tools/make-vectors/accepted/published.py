"""The envelope publishes a table that is not there, which no check depends on."""
from forge import *

fields = [{"name": "age", "type": "integer"}, {"name": "region", "type": "string"}]
p = Package()
p.envelope = p.envelope | {"published": {"tables": [{"path": "a/b.csv", "records": 2, "fields": fields}]}}
accepted(p, section="9.3")
