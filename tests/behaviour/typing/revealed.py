"""What type checkers make of the two methods; the test reads their answers."""

from anthropic import Anthropic, AsyncAnthropic

client, other = Anthropic(), AsyncAnthropic()
reveal_type(client.beta.user_profiles.retrieve("x"))
reveal_type(client.beta.user_profiles.create())


async def main() -> None:
    """The same without blocking."""
    reveal_type(await other.beta.user_profiles.retrieve("x"))
    reveal_type(await other.beta.user_profiles.create())
