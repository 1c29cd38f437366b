"""Every model is what the database has: columns, types, nullability, keys, checks; both ways.

A model is made into a table of its own, next to the real one, and the database itself compares the two.
"""

from dataclasses import dataclass
from importlib import import_module

import asyncpg
import pytest
from tests.house.tree import files
from tortoise import Tortoise, fields
from tortoise.migrations.constraints import CheckConstraint, UniqueConstraint
from tortoise.models import Model

THEIRS = {"tortoise_migrations"}
PROBE = "model_probe"


@dataclass(frozen=True)
class Shape:
    """Columns by name (type, null), keys as sets of columns, and checks as the database writes them."""

    columns: dict[str, tuple[str, bool]]
    primary: frozenset[str]
    keys: frozenset[frozenset[str]]
    checks: frozenset[str]
    references: frozenset[str]


async def shape(owner, table) -> Shape:
    """Read a table's shape from the catalogue."""
    columns = await owner.fetch(
        "select attname, format_type(atttypid, atttypmod) as type, not attnotnull as nullable"
        " from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped",
        table,
    )
    constraints = await owner.fetch(
        "select contype::text as kind, pg_get_constraintdef(oid) as text, array(select attname::text"
        " from unnest(conkey) k join pg_attribute on attrelid = conrelid and attnum = k) as columns"
        " from pg_constraint where conrelid = $1::regclass",
        table,
    )
    indexes = await owner.fetch(
        "select pg_get_expr(indpred, indrelid) as text, array(select attname::text from unnest(indkey) k"
        " join pg_attribute on attrelid = indrelid and attnum = k) as columns from pg_index"
        " where indrelid = $1::regclass and indisunique and indpred is not null",
        table,
    )

    def of(kind):
        return [one for one in constraints if one["kind"] == kind]

    # Tortoise has one word for letters of a length, whether the database fills them up or not.
    letters = {one["attname"]: one["type"].replace("character(", "character varying(") for one in columns}
    return Shape(
        {one["attname"]: (letters[one["attname"]], one["nullable"]) for one in columns},
        frozenset(of("p")[0]["columns"]) if of("p") else frozenset(),
        frozenset(frozenset(one["columns"]) for one in [*of("p"), *of("u")]),
        frozenset(one["text"] for one in of("c"))
        | frozenset(f"unique {sorted(one['columns'])} where {one['text']}" for one in indexes),
        frozenset(one["text"] for one in of("f")),
    )


def quoted(columns) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def together_key(model) -> tuple[str, ...]:
    """Give the columns of a key of several, which a model says in ``KEY``; Tortoise knows keys of one."""
    return getattr(model, "KEY", ())


def stated(model) -> str:
    """Write a model as a table, as exactly as it speaks."""
    meta, of = model._meta, model._meta.fields_db_projection
    key_columns = together_key(model)
    lines = []
    for name, column in of.items():
        field = meta.fields_map[name]
        null = "" if field.null else " not null"
        key = (
            " primary key"
            if field.pk and not key_columns
            else " unique"
            if field.unique and not field.pk
            else ""
        )
        lines.append(f'"{column}" {field.get_for_dialect("postgres", "SQL_TYPE")}{null}{key}')
    lines += [f"primary key ({quoted(key_columns)})"] if key_columns else []
    wholes = [one for one in meta.constraints if isinstance(one, UniqueConstraint) and not one.condition]
    together = [*meta.unique_together, *(one.fields for one in wholes)]
    lines += [f"unique ({quoted(of[name] for name in names)})" for names in together]
    if hasattr(model, "KEY"):  # Tortoise knows no key of several columns
        lines.append(f"unique ({quoted(model.KEY)})")
    lines += [f"check ({one.check})" for one in meta.constraints if isinstance(one, CheckConstraint)]
    return f"create table {PROBE} ({', '.join(lines)})"


async def model_shape(owner, model) -> Shape:
    """Let the database read a model; nothing of it stays."""
    await owner.execute(stated(model))
    try:
        for one in model._meta.constraints:
            if isinstance(one, UniqueConstraint) and one.condition:
                names = quoted(model._meta.fields_db_projection[name] for name in one.fields)
                await owner.execute(f"create unique index on {PROBE} ({names}) where {one.condition}")
        return await shape(owner, PROBE)
    finally:
        await owner.execute(f"drop table {PROBE}")


def references(model) -> dict[str, str]:
    """Give column and table of each reference that the model asks the database to keep."""
    meta = model._meta
    keeps = [meta.fields_map[name] for name in meta.fk_fields | meta.o2o_fields]
    return {
        meta.fields_db_projection[one.source_field]: one.related_model._meta.db_table
        for one in keeps
        if one.db_constraint
    }


async def differences(owner, model) -> list[str]:
    """Say in which a model and its table differ."""
    table = model._meta.db_table
    if not await owner.fetchval("select to_regclass($1) is not null", table):
        return [f"{table}: there is no such table"]
    there, said = await shape(owner, table), await model_shape(owner, model)
    found = [f"{table}.{name}: the model lacks it" for name in there.columns.keys() - said.columns.keys()]
    found += [f"{table}.{name}: the table lacks it" for name in said.columns.keys() - there.columns.keys()]
    found += [
        f"{table}.{name}: the model says {said.columns[name]}, the table {there.columns[name]}"
        for name in there.columns.keys() & said.columns.keys()
        if there.columns[name] != said.columns[name]
    ]
    if not said.primary <= there.primary:
        found.append(f"{table}: the primary key is {sorted(there.primary)}, not {sorted(said.primary)}")
    # Of a partitioned table's key the model takes the part that is unique by how it is made.
    keys = said.keys - ({said.primary} if said.primary < there.primary else set())
    found += [f"{table}: the model lacks the key {sorted(key)}" for key in there.keys - keys]
    found += [f"{table}: the table lacks the key {sorted(key)}" for key in keys - there.keys]
    found += [f"{table}: the table lacks {check}" for check in said.checks - there.checks]
    for column, other in references(model).items():
        wanted = f"FOREIGN KEY ({column}) REFERENCES {other}("
        if not any(text.startswith(wanted) for text in there.references):
            found.append(f"{table}: the table lacks {wanted}…)")
    return sorted(found)


def models():
    """Give every model of the house."""
    return [model for app in Tortoise.apps.values() for model in app.values()]


@pytest.fixture
async def owner(house):
    link = await asyncpg.connect(house.dsn)
    yield link
    await link.close()


async def test_every_model_is_what_the_database_has(owner):
    assert models()
    assert {m.__name__: found for m in models() if (found := await differences(owner, m))} == {}


async def test_every_model_of_a_records_file_is_known(house):
    written = {
        one
        for path in files("platform/largesse/*/records.py", "platform/largesse/**/records.py")
        for one in vars(import_module(".".join(path.with_suffix("").parts[1:]))).values()
        if isinstance(one, type) and issubclass(one, Model) and "Meta" in vars(one)
    }
    abstract = {one for one in written if one._meta.abstract}
    assert written - abstract - set(models()) == set()


async def test_every_table_has_a_model(owner):
    rows = await owner.fetch(
        "select relname from pg_class where relnamespace = 'public'::regnamespace"
        " and relkind in ('r', 'p') and not relispartition"
    )
    bare = {row["relname"] for row in rows} - THEIRS - {model._meta.db_table for model in models()}
    assert sorted(bare) == []


class Delivery(Model):
    """Wrong about the deliveries in every way there is."""

    id = fields.UUIDField(primary_key=True)
    event = fields.UUIDField(null=True)
    event_at = fields.DateField()
    topic = fields.CharField(max_length=40)
    handler = fields.TextField()
    attempts = fields.BigIntField()
    lease = fields.UUIDField(null=True, unique=True)
    colour = fields.TextField()

    class Meta:
        table = "store_delivery"
        constraints = (CheckConstraint(check="attempts > 7", name="seven"),)
        unique_together = (("topic", "handler"),)


async def test_a_wrong_model_is_caught(owner):
    found = "\n".join(await differences(owner, Delivery))
    for told in (
        "store_delivery.event: the model says ('uuid', True), the table ('uuid', False)",
        "store_delivery.event_at: the model says ('date', False), the table ('timestamp with time zone',",
        "store_delivery.topic: the model says ('character varying(40)', False), the table ('text', False)",
        "store_delivery.attempts: the model says ('bigint', False), the table ('integer', False)",
        "store_delivery.colour: the table lacks it",
        "store_delivery.state: the model lacks it",
        "store_delivery: the model lacks the key ['event', 'handler']",
        "store_delivery: the table lacks the key ['lease']",
        "store_delivery: the table lacks the key ['handler', 'topic']",
        "store_delivery: the table lacks CHECK ((attempts > 7))",
    ):
        assert told in found


async def test_a_model_without_a_table_is_caught(owner):
    class Nowhere(Model):
        id = fields.UUIDField(primary_key=True)

        class Meta:
            table = "store_nowhere"

    assert await differences(owner, Nowhere) == ["store_nowhere: there is no such table"]
