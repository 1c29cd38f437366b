"""Where the lines of a quarantined statement are kept that its plugin read: nobody else can read them again."""

from tortoise import migrations
from tortoise.migrations import operations as ops

FORWARD = "alter table settlement_statement add column kept_lines varchar(64);"
REVERSE = "alter table settlement_statement drop column kept_lines;"


class Migration(migrations.Migration):
    """Add the address of the kept lines."""

    dependencies = [("settlement", "0002_reconciliation")]
    operations = [ops.RunSQL(FORWARD, reverse_sql=REVERSE)]
