"""The later revision names another signing key of the provider."""
from forge import *

provider = SENT.agreement["provider"] | {"signing_key": OTHER_PROVIDER.line}
declined(amendment(revised(provider=provider)), "16.1/12")
