"""Every operation × reach: who may do everything, but only in 北京分行, meets nothing of 上海分行.

The console's schema is walked: each query and mutation is asked for Shanghai's objects, each id in turn
with the asker's own for the rest. The same asks by who reaches Shanghai find something, so that no refusal
is an accident. A door the walk cannot ask fails it, unless it stands below with its reason.
"""

from dataclasses import replace

import pytest
from tests.flows.identity.reach_walk import Walk, told
from tests.flows.identity.reach_world import FAR, OF_A_CLIENT, OWN, filled, furnish, marks
from tests.kit.application import APP
from tests.kit.faces import Asker
from tests.kit.seed import Seed

from largesse.identity.access import ROLES
from largesse.identity.finding.finds import FINDS
from largesse.kernel.ids import text_id
from largesse.rights.codes.codes import code_of

NOT_WITHIN = [{"name": "reason", "value": "rights.reason.unit"}]  # the same for a unit that does not exist
# Doors that no unit stands behind, each with its reason.
BESIDE = {
    "version": "the program's",
    "me": "who one is",
    "signIn": "the way in",
    "signOut": "the way out",
    "changeOwnPassword": "one's own",
    "mySessions": "one's own",
    "endOwnSession": "one's own; see test_resets",
    "ownReset": "the browser's own, before anybody is known",
    "askReset": "the way in",
    "leaveReset": "the way in",
    "setNewPassword": "the way in",
    "holidayCalendar": "the institution's, one for all",
    "calendarLook": "a file that is looked at and not kept",
    "loadCalendar": "the institution's, one for all",
    "validityLook": "a rule that is looked at and not kept",
    "tiers": "the institution's, one set for all",
    **dict.fromkeys(
        (
            *("tierDetails", "wealthBands", "keepTier", "changeTierRules", "orderTiers", "stopTier"),
            *("deleteTier", "keepBand", "orderBands", "deleteBand", "allowanceTiers"),
        ),
        "the institution's, one set for all; a branch's hand on them: test_tiers",
    ),
    **dict.fromkeys(("tierForecast", "tierForecastWith"), "counts of all clients; names within reach only"),
    "roles": "the program's",
    **dict.fromkeys(("eventNames", "declareEvent", "retireEvent"), "the institution's, one list for all"),
    "audienceFacts": "what an expression may say, the program's",
    "activityTemplates": "the program's",
    "activityTerms": "generated from the document that is sent along, no row is read",
    "checkActivity": "of a document, no unit's row; of the batches it names see test_faces of the activities",
    "dryRun": "of a document, no unit's row; a client out of reach is missing, see test_dry_runs",
    "shareLink": "the asker's own code under a public link name",
    "exchangeRates": "the institution's, as published",
    "guardRules": "the institution's, one set for all",
    "proposeGuardRule": "the institution's, one set for all; a branch's hand on them: test_rules",
    "compensationLimits": "the institution's, one for all",
    "limitCompensation": "the institution's, one for all",
    "recordExchangeRate": "the institution's, as published",
    "plugins": "the institution's; see test_installing for a branch's hand on them",
    "plugin": "the institution's",
    "installPlugin": "the institution's",
    "configurePlugin": "the institution's",
    "testPlugin": "the institution's",
    "enablePlugin": "the institution's",
    "upgradePlugin": "the institution's",
    "rollBackPlugin": "the institution's",
    "uninstallPlugin": "the institution's",
    "grantPluginEvents": "the institution's; see play/test_emitted for a branch's hand on them",
    **dict.fromkeys(
        (
            *(
                "messageChannels",
                "carryByHttp",
                "carryBySmtp",
                "testChannel",
                "enableChannel",
                "disableChannel",
            ),
            *("retryCallback", "dismissCallback"),
            *("launchIssuers", "addLaunchIssuer", "rotateLaunchKey", "stopLaunchKey", "revokeLaunchIssuer"),
        ),
        "the institution's",
    ),
    "disablePlugin": "the institution's; switching off is for everybody who may",
    "checkInByCode": "the code is the booking's own; the desk's reach is that of checkIn, see test_changing",
    **dict.fromkeys(
        ("timedDraws", "drawPlaces", "recordValues", "confirmValues"),
        "no play of this town is drawn at a set time; an operator from elsewhere: test_timed_draws",
    ),
    **dict.fromkeys(
        ("rankings", "rankingCycles", "rankingPlaces"),
        "no play of this town ranks clients; an operator from elsewhere: test_rankings",
    ),
    "placeCodes": "no play of this town is started by a code; an operator from elsewhere: test_scans",
    **dict.fromkeys(("timedPlays", "occasions"), "no play of this town is made by time: test_by_time"),
    **dict.fromkeys(("replays", "replay", "cancelReplay"), "one's own; another's hand on them: test_replays"),
    **dict.fromkeys(
        ("replayDay", "replayLater", "listeningPlays"),
        "no play of this town waits for an event; a designer from elsewhere: test_replays",
    ),
    "importClients": "rows of a file are taken or refused one by one, in the worker; see test_import",
}


@pytest.fixture(scope="session")
def seed() -> Seed:
    return Seed("reach", filled, furnish)


@pytest.fixture(scope="module")
def schemas():
    return APP.faces


async def pictures(house):
    """Give what stands in every table."""
    tables = await house.rows(
        "select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace"
        " and c.relkind in ('r', 'p') and has_table_privilege(c.oid, 'select')"
    )
    sql = "select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {} t"
    return {one["name"]: await house.value(sql.format(one["name"])) for one in tables}


def everywhere(house, who, units):
    actor = house.known[f"staff.{who}"]
    return replace(
        actor, operations=APP.house.operations_of(frozenset(ROLES)), roles=frozenset(ROLES), units=units
    )


def of_beijing(house):
    return everywhere(house, "adviser_beijing", frozenset({house.known["unit.beijing"]}))


async def test_no_query_tells_of_what_is_out_of_reach(house, schemas):
    words = await marks(house)
    far = await Walk(schemas["console"], house, of_beijing(house)).learn(FAR, OWN)
    wide = await Walk(schemas["console"], house, everywhere(house, "adviser", None)).learn(FAR, OWN)
    leaks, blind = {}, {}
    for door in far.doors("query", BESIDE):
        seen = []
        async for varied, answer in far.variations(door):
            code = answer.get("code", "")
            seen.append(answer)
            if told(answer, words) or (code and not code.endswith("_missing")):
                leaks[door[1], varied] = (code, told(answer, words), str(answer)[:200])
        _, answer = await wide.ask(door, lambda _: wide.far)
        if ("code" in answer and "path" in answer) or (not told(answer, words) and answer in seen):
            blind[door[1]] = str(answer)[:300]
    assert leaks == {}
    assert blind == {}


FIND = "query($text: String!) { find(text: $text) { kind more found { id name code note } } }"
OFFERED = """query($kind: String!, $search: String, $of: String) {
  choices(kind: $kind, search: $search, of: $of) { countAtLeast edges { node { id name code note } } } }"""
NAMED = "query($kind: String!, $ids: [String!]!) { chosen(kind: $kind, ids: $ids) { id name code note } }"


async def test_a_search_neither_finds_nor_counts_nor_names_what_is_out_of_reach(house):
    words = await marks(house)
    far, wide = (
        Asker(house.work, of_beijing(house)),
        Asker(house.work, everywhere(house, "adviser", None)),
    )
    leaks, blind = {}, set()
    for one in house.work.house.all(FINDS):
        what = {"kind": one.kind}
        if one.of:
            what["of"] = text_id(one.of, await house.value(f"{FAR[one.of]} limit 1"))
        theirs = (await wide.asks(OFFERED, **what))["choices"]
        ids = [edge["node"]["id"] for edge in theirs["edges"]]
        foreign = [edge["node"] for edge in theirs["edges"] if told(edge, words)]
        if not foreign and one.kind not in {"plugin", "fulfiller", "colleague", "joining_statement"}:
            blind.add(one.kind)
        mine = [(await far.asks(OFFERED, **what))["choices"]]
        named = [] if one.of else (await far.asks(NAMED, kind=one.kind, ids=ids))["chosen"]
        for row in foreign[:2]:
            for text in filter(None, (row["name"], row["code"], row["id"])):
                mine.append((await far.asks(OFFERED, **what, search=text))["choices"])
                named += (await far.asks(FIND, text=text))["find"]
        if found := told([mine, named], words - {row["name"] for row in foreign}):
            leaks[one.kind] = found
        if any(len(page["edges"]) != min(page["countAtLeast"], 25) for page in mine):
            leaks[one.kind, "count"] = mine
    assert leaks == {}
    assert blind == set()


async def test_no_mutation_touches_what_is_out_of_reach(house, schemas):
    far = await Walk(schemas["console"], house, of_beijing(house)).learn(FAR, OWN)
    before = await pictures(house)
    moved = {}
    for door in far.doors("mutation", BESIDE):
        async for varied, answer in far.variations(door):
            if not answer.get("code", "").endswith("_missing") and answer.get("facts") != NOT_WITHIN:
                moved[door[1], varied] = str(answer)[:300]
    after = await pictures(house)
    assert moved == {}
    assert {name for name in before if before[name] != after[name]} == set()


async def test_the_same_mutations_find_what_is_within_reach(house, schemas):
    wide = await Walk(schemas["console"], house, everywhere(house, "adviser", None)).learn(FAR, OWN)
    lost, spent = {}, {"createSettlementBatch"}  # the demo's one statement is in a batch
    for door in wide.doors("mutation", BESIDE):
        await wide.again()
        _, answer = await wide.ask(door, lambda _: wide.far)
        code = answer.get("code", "")
        vain = code.endswith("_missing") or code == "kernel.malformed" or "__typename" not in answer
        if vain and door[1] not in spent:
            lost[door[1]] = str(answer)[:300]
    assert lost == {}


# Doors of the client face behind which nobody's own things stand.
# What is the same for both: as many chances to begin with, no code of a link, and nobody's agent yet.
ALIKE = {"myChances", "transferByCode", "agentByCode", "rightsToCollect"} | {
    *("bookableForOthers", "bookingsForOthers", "waitingForOthers"),  # an agent's: booking/test_agents
    "heldBookings",  # for minutes only: booking/test_client_face
    "timedDraws",  # one's own entries: play/test_timed_draws
    "myPlays",  # one's own standing: play/test_examples
    "leaderboards",  # where oneself stands: play/test_rankings
}
PUBLIC = {
    "version": "the program's",
    "demoClients": "the demo's choice of clients, in demo mode only",
    "activity": "what is published",
    "requestCode": "the way in",
    "confirmCode": "the way in",
    "enterAsDemoClient": "the way in, in demo mode only",
    "leave": "the way out",
    **dict.fromkeys(("choose", "askErasure", "withdrawErasure"), "the asker's own: nobody can be named"),
    "readNotices": "the asker's own, all of them; another's one: test_telling",
    "mallOffers": "what is open to every client",
    "redeemOffer": "whoever has the points; what comes is one's own",
    "transferPoints": "one's own points, to somebody of one's own household; see test_points",
    "takePart": "whoever the audience holds; what is won is one's own",
    "answerChallenge": "one's own attempt; another's one: test_challenges",
    "drawReceipt": "one's own draw; another's one: test_sealed",
    **dict.fromkeys(
        ("myTeams", "sharePlay", "openShare", "helpFriend"), "one's own, and what a link shows: test_teams"
    ),
    **dict.fromkeys(
        ("myGifts", "giveThing", "takeGift", "takeGiftBack"), "one's own, and what a link shows: test_gifts"
    ),
    **dict.fromkeys(
        ("myTier", "myHousehold", "householdRights"), "one's own; what others show: test_allowances"
    ),
    **dict.fromkeys(("myAllowances", "takeAllowance"), "the tier's, counted by owner: test_allowances"),
    **dict.fromkeys(
        (
            *("invitation", "inviteToHousehold", "answerInvitation", "takeInvitationBack"),
            *("leaveHousehold", "removeMember", "sayWhatMembersSee"),
        ),
        "one's own household; whose hand reaches where: test_households",
    ),
}


async def test_a_client_meets_nothing_of_another_client(house, schemas):
    owner, other = house.known["actor.chen"], house.known["actor.gu"]
    mine = await Walk(schemas["client"], house, owner).learn(OF_A_CLIENT, {})
    theirs = await Walk(schemas["client"], house, other).learn(OF_A_CLIENT, {})
    rows = await house.rows("select id from rights_entitlement where holder = $1", owner.id)
    async with house.work.read() as read:
        code = await code_of(read, mine.far["ent"])
    words = {code, "陈婉清", *(text_id("ent", row["id"])[4:] for row in rows)}
    before = await pictures(house)
    leaks, blind = {}, {}
    for kind in ("query", "mutation"):
        for door in mine.doors(kind, PUBLIC):
            _, answer = await theirs.ask(door, lambda _: theirs.far)
            refused = answer.get("code", "").endswith("_missing")
            if told(answer, words) or (not refused and (kind == "mutation" or "path" in answer)):
                leaks[door[1]] = str(answer)[:300]
            _, own = await mine.ask(door, lambda _: mine.far)
            if own == answer and door[1] not in ALIKE:
                blind[door[1]] = str(own)[:300]
    after = await pictures(house)
    assert leaks == {}
    assert blind == {}
    assert {name for name in before if before[name] != after[name]} <= {"store_receipt"}
