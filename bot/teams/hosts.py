"""Where a token of ours may go: the addresses of Teams' connector, host by host.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
Anybody can register a name below trafficmanager.net, so no part of a host is enough.
"""

from yarl import URL

SERVICE_HOSTS = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.onyx.prod.teams.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
    }
)


def is_service_url(url: str, *, also: frozenset[str] = frozenset()) -> bool:
    """https on a documented host, or ``host:port`` of ``also``.

    Read by the same parser as the client's, so that both see the same host.
    """
    try:
        address = URL(url)
        place = f"{address.host}:{address.port}"
    except ValueError:
        return False
    if address.user is not None or address.password is not None:
        return False
    return place in also or (
        address.scheme == "https" and address.port == 443 and address.host in SERVICE_HOSTS
    )
