from __future__ import annotations

import pytest
from specpress.diagnostics import Diagnostics
from specpress.document.pointer import Cursor, JsonValue
from specpress.lower.names import name_operations
from specpress.lower.options import Naming
from specpress.naming_report import names_json, names_pins, names_table


def operation(operation_id: str = "", tag: str = "", returns: JsonValue = None) -> dict[str, JsonValue]:
    made: dict[str, JsonValue] = {"responses": {}}
    if operation_id:
        made["operationId"] = operation_id
    if tag:
        made["tags"] = [tag]
    if returns is not None:
        made["responses"] = {"200": {"description": "", "content": {"application/json": {"schema": returns}}}}
    return made


def document(operations: dict[str, dict[str, JsonValue]]) -> Cursor:
    paths: dict[str, JsonValue] = {}
    for id, value in operations.items():
        method, path = id.split(" ")
        item = paths.setdefault(path, {})
        assert isinstance(item, dict)
        item[method.lower()] = value
    root: JsonValue = {"openapi": "3.1.0", "paths": paths}
    return Cursor(root, "", root)


def name(id: str, operation_id: str = "", tag: str = "", returns: JsonValue = None) -> str:
    calls = name_operations(document({id: operation(operation_id, tag, returns)}), Naming(), Diagnostics())
    return str(calls[id])


@pytest.mark.parametrize(
    ("id", "operation_id", "tag", "call"),
    [
        # words run together, parted by those of the path and the tag
        ("PUT /stores/{id}/spend_limit", "Updatestorespendlimit", "", "stores.update_spend_limit"),
        ("PATCH /indexes/{uid}/settings/facets", "patchfacets", "Settings", "settings.patch_facets"),
        ("GET /info", "information", "Forms", "forms.information"),
        # machine-made ids count as absent
        ("POST /v1/charge_fees/{id}/refunds", "PostChargeFeesIdRefunds", "", "charge_fees.refunds.create"),
        ("GET /v1/accounts/{account}", "GetAccountsAccount", "", "accounts.retrieve"),
        ("GET /files/{file_id}/facts/{scope}", "get_files_id_facts_id", "Info", "files.facts.retrieve"),
        ("GET /storedCards", "get-storedCards", "Recurring", "stored_cards.list"),
        ("POST /automation/v4/flows", "post-/automation/v4/flows", "Basic", "automation.flows.create"),
        ("POST /link/token/create", "linkTokenCreate", "acme", "link.token.create"),
        # ... and those that only look like it do not
        ("GET /store/inventory", "getInventory", "store", "store.get_inventory"),
        ("GET /users/{id}", "getUser", "User management", "user_management.get_user"),
        ("GET /users", "getUsers", "User management", "user_management.get_users"),
        # FastAPI's ending
        ("POST /v1/voices/add", "Add_voice_v1_voices_add_post", "voices", "voices.add"),
        ("GET /items/{item_id}", "read_item_items__item_id__get", "items", "items.read"),
        # separators
        ("GET /repos/{owner}/{repo}/commits", "repos/list-commits", "repos", "repos.list_commits"),
        ("PATCH /app/{id}", "v1.application.patch", "Application", "application.patch"),
        ("GET /members", "portal:members:list", "portal", "portal.members.list"),
        # classes of frameworks
        ("POST /cats", "CatsController_create", "", "cats.create"),
        ("GET /cats/{id}", "CatsController_findOne", "Pets", "pets.find_one"),
        ("GET /v1/users", "UserService_ListUsers", "UserService", "user.list"),
        # named ids
        ("GET /tasks", "getTasks", "Tasks", "tasks.list"),
        ("GET /tasks/{id}", "getTask", "Tasks", "tasks.get"),
        ("DELETE /tasks", "deleteTasks", "Tasks", "tasks.delete_tasks"),
        ("DELETE /tasks/{id}", "deleteTask", "Tasks", "tasks.delete"),
        ("POST /tasks/search", "searchTasks", "Tasks", "tasks.search"),
        ("POST /intents", "create_a_payment_intent", "Payment intents", "payment_intents.create"),
        ("GET /a", "get-a-show", "Shows", "shows.get"),
        ("GET /teams/{id}/memberships", "getMembershipsForTeam", "Teams", "teams.get_memberships_for_team"),
        ("PUT /orgs/{id}/keys", "activateOrganizationKeys", "Keys", "keys.activate_organization_keys"),
        ("GET /users/deleted", "listDeletedUsers", "Users", "users.list_deleted"),
        ("PUT /users/{id}", "createOrUpdateUser", "Users", "users.create_or_update"),
        ("GET /health", "healthCheck", "healthCheck", "health_check.health_check"),
        ("POST /images", "image_create", "images", "images.create"),
        ("GET /pools/{id}/use", "net_ip_pool_use_view", "net/ip-pools", "net.ip_pools.use_view"),
        ("GET /orgs/{id}/apitokens", "listOrgApiTokens", "Orgs API Tokens", "orgs_api_tokens.list"),
        ("GET /2010-04-01/Calls.json", "ListCall", "Api20100401Call", "call.list"),
        ("GET /v2/Services", "ListService", "VerifyV2Service", "service.list"),
        ("GET /v2x", "getData", "Old V2 Data", "old_v2_data.get_data"),
        ("GET /tables", "listTables", "Catalog API", "catalog.list_tables"),
        ("GET /keys", "listApiKeys", "API keys", "api_keys.list"),
        ("GET /pages", "agents_list_pages", "beta.agents", "beta.agents.list_pages"),
        ("GET /guilds/{id}/bans", "list_guild_bans", "", "guilds.list_bans"),
        ("POST /replications", "PostReplication", "Replications", "replications.create"),
        # no id
        ("GET /pets/{id}", "", "", "pets.retrieve"),
        ("PATCH /pets/{id}", "", "", "pets.update"),
        ("PUT /pets/{id}", "", "", "pets.replace"),
        ("POST /pets/{id}", "", "", "pets.update"),
        ("DELETE /pets/{id}", "", "", "pets.delete"),
        ("POST /pets", "", "", "pets.create"),
        ("GET /pets", "", "", "pets.list"),
        ("GET /settings", "", "", "settings.list"),
        ("GET /api/rest/v2.1/pets", "", "", "pets.list"),
        ("POST /quotes/{quote}/cancel", "", "", "quotes.cancel"),
        ("POST /orders/{id}/refund", "", "", "orders.refund"),
        ("POST /orders/refund", "", "", "orders.refund.create"),
        ("GET /users/search", "", "", "users.search"),
        ("POST /keys/{id}/rotateSecret", "", "", "keys.rotate_secret"),
        ("POST /keys/{id}/generateApiKey", "", "", "keys.generate_api_key"),
        ("DELETE /lists/{id}/schedule", "", "", "lists.delete_schedule"),
        ("PUT /pins/add/{hash}", "", "", "pins.add"),
        ("POST /jobs/{job}:cancel", "", "", "jobs.cancel"),
        ("POST /merchants/{id}/payoutSettings", "", "", "merchants.payout_settings.create"),
        ("POST /files/upload-sessions", "", "", "files.upload_sessions.create"),
        ("PUT /lists/{id}/update-list-name", "", "", "lists.update_list_name"),
        ("POST /users/import-users", "", "", "users.import_users"),
        ("POST /login", "", "auth", "auth.login"),
        ("POST /login", "", "", "login.create"),
        ("GET /", "", "", "root.retrieve"),
        ("GET /{id}", "", "Calls", "calls.retrieve"),
        # parameters in the query of a path; what stands there for good tells operations apart
        ("GET /current?lat={lat}&lon={lon}", "", "", "current.retrieve"),
        ("GET /search/articles?query={query}", "", "", "search.articles.list"),
        ("GET /people/{id}?key={key}", "", "", "people.retrieve"),
        ("GET /users/search?q={q}", "", "", "users.search"),
        ("GET /rest?method=photos.search&key={key}", "", "", "rest_method_photos_search.retrieve"),
    ],
)  # fmt: skip
def test_calls(id: str, operation_id: str, tag: str, call: str) -> None:
    assert name(id, operation_id, tag) == call


@pytest.mark.parametrize(
    ("schema", "method"),
    [
        ({"type": "array", "items": {}}, "list"),
        ({"type": ["array", "null"]}, "list"),
        ({"type": "object", "properties": {"data": {"type": "array"}, "object": {}}}, "list"),
        ({"type": "object", "properties": {"networks": {"type": "array"}}}, "list"),
        ({"type": "object", "properties": {"rows_of_it": {"type": "array"}, "next_page": {}}}, "list"),
        (
            {"allOf": [{"type": "object"}, {"type": "object", "properties": {"items": {"type": "array"}}}]},
            "list",
        ),
        (
            {"type": "object", "properties": {"name": {"type": "string"}, "labels": {"type": "array"}}},
            "retrieve",
        ),
        ({"type": "object", "properties": {"name": {"type": "string"}}}, "retrieve"),
        ({}, "retrieve"),
    ],
)
def test_a_get_lists_what_is_answered_as_a_list(schema: JsonValue, method: str) -> None:
    assert name("GET /network", returns=schema) == f"network.{method}"


def test_operations_that_want_one_name_all_take_a_fuller_one() -> None:
    root = document(
        {
            "GET /a/tasks": operation("getTasks", "Tasks"),
            "GET /b/tasks": operation("listTasks", "Tasks"),
            "GET /tasks/{id}": operation("getTask", "Tasks"),
        }
    )
    diagnostics = Diagnostics()
    calls = name_operations(root, Naming(), diagnostics)
    assert [str(call) for call in calls.values()] == ["tasks.get_tasks", "tasks.list_tasks", "tasks.get"]
    (finding,) = diagnostics
    assert finding.code == "name-collision"
    assert [place for place, _ in finding.also] == ["GET /b/tasks"]
    assert finding.hint.endswith(
        "operations:\n  GET /a/tasks: tasks.get_tasks\n  GET /b/tasks: tasks.list_tasks"
    )


@pytest.mark.parametrize(
    ("paths", "told"),
    [
        (
            ["/votes/{hash}/{index}", "/votes/{id}"],
            ["votes.retrieve_by_hash_by_index", "votes.retrieve_by_id"],
        ),
        (["/votes?of={of}", "/votes?on={on}"], ["votes.list_by_of", "votes.list_by_on"]),
        (["/votes", "/votes?on={on}"], ["votes.get_votes", "votes.list_by_on"]),
    ],
)
def test_paths_that_differ_in_their_parameters_say_them(paths: list[str], told: list[str]) -> None:
    calls = name_operations(document({f"GET {path}": operation() for path in paths}), Naming(), Diagnostics())
    assert [str(call) for call in calls.values()] == told


def test_every_operation_has_a_name_of_its_own_even_where_words_are_the_same() -> None:
    ids = ["GET /a-b", "GET /a_b", "GET /A-B", "GET /a b"]
    root = Cursor({"paths": {id.partition(" ")[2]: {"get": operation("same", "t")} for id in ids}}, "", None)
    root = Cursor(root.root, "", root.root)
    calls = [str(call) for call in name_operations(root, Naming(), Diagnostics()).values()]
    assert len(set(calls)) == len(ids)
    assert [call[: len("t.get_a_b_x")] for call in calls] == ["t.get_a_b_x"] * len(ids)


def test_a_method_makes_way_for_a_resource() -> None:
    calls = name_operations(
        document(
            {
                "POST /ipfs/pin": operation("repos.copy"),
                "GET /ipfs/pin/list": operation("repos.copy.status"),
            }
        ),
        Naming(),
        Diagnostics(),
    )
    assert [str(call) for call in calls.values()] == ["repos.repos_copy", "repos.copy.status"]


def test_pins_stand_and_others_make_way() -> None:
    root = document({"GET /a/tasks": operation("getTasks", "Tasks"), "POST /t": operation("other", "Tasks")})
    diagnostics = Diagnostics()
    calls = name_operations(root, Naming(pins={"other": "tasks.list"}), diagnostics)
    assert [str(call) for call in calls.values()] == ["tasks.get_tasks", "tasks.list"]
    assert [finding.message for finding in diagnostics] == [
        "`tasks.list` is taken, so `GET /a/tasks` has a fuller name."
    ]


@pytest.mark.parametrize(
    ("pins", "code", "hint"),
    [
        ({"GET /taskz": "a.b"}, "unknown-operation", "Did you mean `GET /tasks`?"),
        ({"nothing like it at all": "a.b"}, "unknown-operation", "Operations are written as `GET /path`."),
        ({"twice": "a.b"}, "ambiguous-operation", "Name one of them: `GET /one`, `GET /two`."),
        ({"GET /one": "a.b", "GET /two": "a.b"}, "pin-conflict", ""),
        ({"GET /one": "a.b", "GET /two": "a.b.c"}, "pin-conflict", ""),
    ],
)
def test_pins_that_cannot_be_kept(pins: dict[str, str], code: str, hint: str) -> None:
    root = document(
        {"GET /tasks": operation(), "GET /one": operation("twice"), "GET /two": operation("twice")}
    )
    diagnostics = Diagnostics()
    name_operations(root, Naming(pins=pins), diagnostics)
    assert diagnostics.failed
    assert diagnostics.codes()[code] == 1
    assert any(finding.code == code and hint in finding.hint for finding in diagnostics)


def test_a_resource_is_spelt_in_one_way() -> None:
    root = document({"GET /a": operation("getIt", "api keys"), "GET /b": operation("dropIt", "API keys")})
    calls = name_operations(root, Naming(), Diagnostics())
    assert len({call.resource for call in calls.values()}) == 1


def test_reports() -> None:
    calls = name_operations(
        document({"GET /a:b'": operation(), "POST /tasks": operation()}), Naming(), Diagnostics()
    )
    assert names_table(calls) == "GET /a:b'    a.b.retrieve\nPOST /tasks  tasks.create\n"
    assert names_pins(calls) == 'operations:\n  "GET /a:b\'": a.b.retrieve\n  POST /tasks: tasks.create\n'
    assert names_json(calls) == '{\n  "GET /a:b\'": "a.b.retrieve",\n  "POST /tasks": "tasks.create"\n}\n'
    assert names_pins({}) == "operations: {}\n"
