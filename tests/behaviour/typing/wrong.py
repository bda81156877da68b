"""Programs that are wrong: each line that says so must be an error to every type checker."""

from anthropic import Antropic  # wrong: no such name
from anthropic import Anthropic
from anthropic.types.beta import BetaUserProfil  # wrong: no such name

client = Anthropic()
client.beta.user_profiles.retrieve()  # wrong: an argument is missing
client.beta.user_profiles.retrieve(7)  # wrong: no string
client.beta.user_profiles.create(nmae="x")  # wrong: no such argument
client.beta.user_profiles.create(relationship="adopted")  # wrong: no such value
client.beta.user_profiles.create(metadata={"a": 1})  # wrong: no string
client.beta.user_profiles.create(betas=7)  # wrong: no list
client.beta.user_profiles.create("x")  # wrong: keyword only
client.beta.user_profiles.retrieve("x").nmae  # wrong: no such field
client.beta.user_profile.create()  # wrong: no such resource
