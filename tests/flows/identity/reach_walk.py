"""Ask every door of a face: asks are made from the schema, ids by the form the house wants."""

import json
import re
from datetime import timedelta
from types import SimpleNamespace

import msgspec
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
)

from largesse.faces.context import Context
from largesse.kernel.clock import day_in, now
from largesse.kernel.ids import new_id, text_id
from largesse.kernel.settings import settings
from largesse.settlement.demo import TEA_HOUSE

WANTED = re.compile(r"prefix'(?:: |, 'value': )'([a-z]+)'")

SAID = {
    "state": "open",
    "level": "outlet",
    "roles": ["operator"],
    "environment": "sandbox",
    "fields": ["mobile"],
    "purpose": "客户来电核对资料",
    "reason": "客户来电核对资料",
    "opinion": "同意，已核对",
    "number": "90001",
    "email": "new@demo.bank",
    "name": "甲",
    "nameEn": "Jia",
    "nameZh": "甲",
    "code": "BJ-NEW",
    "slug": "bj-new",
    "title": "新活动",
    "titleEn": "New",
    "template": "fortune-wheel",
    "category": "gift",
    "currency": "CNY",
    "apiKey": "k" * 8 + "0123456789abcdefABCDEF-xyz",
    "contentHash": "sha256:" + "a" * 64,
    "play": "wheel",
    "item": "lounge",
    "body": msgspec.json.encode(TEA_HOUSE).decode(),
    "zh": "新",
    "en": "New",
    "plugin": "largesse.lounge",
    "endsAt": "2099-01-01T00:00:00Z",
    "text": "茶",
}
HERE = {
    ("changeStaff", "state"): "disabled",
    ("setClientTier", "tier"): "black",
    ("finishTask", "outcome"): "unreachable",
    ("finishLead", "outcome"): "unreachable",
    ("handRight", "locale"): "en",
    ("correctHousehold", "role"): "member",
    ("makeAllowanceRule", "tier"): "gold",
    ("makeAllowanceRule", "period"): "quarter",
    ("makeAllowanceRule", "owner"): "person",
    ("makeAllowanceRule", "proRata"): False,
    ("correctHousehold", "household"): "F002",
    ("exportBatch", "kind"): "workbook",
    ("makeCodes", "length"): 12,
    ("makeCodes", "prefix"): "SH",
    ("revealPoolCode", "number"): 1,
    ("breaks", "state"): "all",
    ("batchEntries", "side"): "lines",
    ("statements", "state"): None,
    ("messages", "state"): None,
    ("erasures", "state"): None,
    ("complaints", "state"): None,
    ("compensations", "state"): None,
    ("handingRequests", "state"): None,
    ("compensateRight", "cause"): "not_served",
    ("offlineScans", "state"): None,
    ("orderCases", "state"): None,
    ("complain", "about"): "late",
    ("issueBatches", "state"): None,
    ("statementProfiles", "state"): None,
    ("activities", "state"): None,
    **{(one, "state"): None for one in ("places", "bookingServices", "bookings", "waitingList")},
    ("changePlace", "state"): "ACTIVE",
    ("changeResource", "state"): "ACTIVE",
    ("setService", "state"): "ACTIVE",
    ("setService", "minutes"): 30,
    ("setService", "offerMinutes"): 30,
    ("createPlace", "zone"): "Asia/Shanghai",
    ("addHours", "toMinute"): 600,
    ("addHours", "slotMinutes"): 30,
    ("entry", "id"): "1",
    ("choices", "kind"): "batch",
    ("holdBudget", "expiresAt"): (now() + timedelta(days=30)).isoformat(),
    ("proposeBudgetRaise", "capMinor"): 9_000_000_000,
    ("chosen", "kind"): "batch",
    ("awardPointsByFile", "lines"): "C80011,5",
    ("suspects", "state"): None,
    ("riskRules", "state"): None,
    ("addRiskRule", "subject"): "client",
    ("addRiskRule", "outcome"): "hold",
    ("pointsKinds", "state"): None,
    ("pointsOffers", "state"): None,
    ("makePointsOffer", "startsAt"): "2030-01-01T00:00:00Z",
    ("audienceCount", "expression"): {"op": "always"},
    ("nameAgent", "until"): (now() + timedelta(days=30)).isoformat(),
}
MAYBE = {  # said although they need not be
    *("unit", "provider", "client", "right", "receiver", "batch"),
    *("state", "roles", "node", "parent"),
}
DUMMIES = {"Int": 1, "Long": 1, "Boolean": True, "DateTime": "2030-01-01T00:00:00Z", "JSONDocument": {}}


class Walk:
    """One asker before one face; asks are built from the schema, ids by the form the house wants."""

    def __init__(self, schema, house, actor):
        self.schema, self.house, self.actor = schema, house, actor

    async def learn(self, far, own):
        """Look up the ids of both once."""
        self.sought = far
        self.far = {kind: await self.house.value(f"{sql} limit 1") for kind, sql in far.items()}
        self.own = {kind: await self.house.value(f"{sql} limit 1") for kind, sql in own.items()}
        assert None not in [*self.far.values(), *self.own.values()], (self.far, self.own)
        return self

    async def again(self):
        """Look up what an earlier ask has moved; what is used up stays as it was."""
        found = {kind: await self.house.value(f"{sql} limit 1") for kind, sql in self.sought.items()}
        self.far |= {kind: ident for kind, ident in found.items() if ident}

    def doors(self, kind, beside):
        root = getattr(self.schema._schema, f"{kind}_type")
        return [(kind, name, field) for name, field in root.fields.items() if name not in beside]

    async def variations(self, door):
        """Ask with every id Shanghai's, then with each in turn and the rest one's own."""
        hints, answer = await self.ask(door, lambda _: self.far)
        yield "", answer
        kinds = {path: kind for path, (kind, _) in hints.items()}
        if len(kinds) > 1:
            for far in kinds:
                if all(kind in self.own for path, kind in kinds.items() if path != far):
                    _, answer = await self.ask(door, lambda p, far=far: self.far if p == far else self.own)
                    yield far, answer

    async def ask(self, door, ids_for):
        """Ask until every id has the form that is wanted; gives what was wanted and the answer."""
        _, name, field = door
        hints = {}
        for _ in range(6):
            said = {path: ident for path, (_, ident) in hints.items()}
            asked = self._fields(name, field.args, said)
            answer = await self._run(door, asked)
            path, wanted = (answer.get("path") or "").split(".")[-1], WANTED.search(str(answer))
            if answer.get("code") != "kernel.malformed" or not wanted or path in hints:
                break
            ids = ids_for(path)
            hints[path] = (wanted[1], text_id(wanted[1], ids.get(f"{name}.{wanted[1]}", ids[wanted[1]])))
        return hints, answer

    def _fields(self, door, fields, said):
        """Say what must be said, and what may be where it names something."""
        return {
            path: value
            for path, one in fields.items()
            if (isinstance(one.type, GraphQLNonNull) or path in MAYBE)
            and (value := self._value(door, path, one.type, said)) is not None
        }

    def _value(self, door, path, kind, said):
        kind = get_nullable_type(kind)
        if isinstance(kind, GraphQLInputObjectType):
            return self._fields(door, kind.fields, said)
        if isinstance(kind, GraphQLList) and isinstance(get_named_type(kind), GraphQLInputObjectType):
            return [self._fields(door, get_named_type(kind).fields, said)]
        if isinstance(kind, GraphQLEnumType):
            return next(iter(kind.values))
        many = isinstance(kind, GraphQLList)
        named = get_named_type(kind).name
        if (door, path) in HERE:
            return HERE[door, path]
        value = said.get(path) or SAID.get(path)
        if value is None:
            value = {**DUMMIES, "Date": str(day_in(now(), settings().zone))}.get(named)
        if value is None:
            value = str(new_id()) if path == "key" else "eHg="
        return [value] if many and not isinstance(value, list) else value

    async def _run(self, door, asked):
        kind, name, field = door
        request = SimpleNamespace(client=SimpleNamespace(host="10.0.0.9"), cookies={}, headers={})
        context = Context(request=request, work=self.house.work, actor=self.actor, locale="en", trace="t")
        heads = ", ".join(f"${arg}: {one.type}" for arg, one in field.args.items() if arg in asked)
        passed = ", ".join(f"{arg}: ${arg}" for arg in field.args if arg in asked)
        heads, passed = (f"({one})" if one else "" for one in (heads, passed))
        text = f"{kind}{heads} {{ {name}{passed} {picked(field.type)} }}"
        result = await self.schema.execute(text, variable_values=asked, context_value=context)
        if result.errors:
            wrong = result.errors[0].original_error or result.errors[0]
            code, path = getattr(wrong, "code", repr(wrong)), getattr(wrong, "path", None)
            return {"code": code, "path": path if isinstance(path, str) else "", "told": str(wrong)}
        answer = result.data[name]
        return answer if isinstance(answer, dict) else {"answer": answer}


def picked(kind, depth=4):
    """Select everything that can be had without an argument."""
    named = get_named_type(kind)
    if isinstance(named, GraphQLUnionType):
        return "{ __typename ... on Refusal { code path facts { name value } } }"
    if not isinstance(named, GraphQLObjectType):
        return ""
    chosen = [
        f"{name} {inner}"
        for name, one in named.fields.items()
        if (depth or not isinstance(get_named_type(one.type), GraphQLObjectType))
        and (inner := picked(one.type, depth - 1)) != "{  }"
    ]
    return f"{{ {' '.join(chosen)} }}"


def told(answer, words):
    text = json.dumps(answer, ensure_ascii=False, default=str)
    return sorted(word for word in words if word in text)
