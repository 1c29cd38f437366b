"""Files of a batch on the console face; they are downloaded over HTTP, see ``web.statements``."""

import strawberry

from largesse.faces.mutations import mutation
from largesse.faces.scalars import named
from largesse.kernel.ids import text_id
from largesse.kernel.money import Long
from largesse.settlement.batches.views import address
from largesse.settlement.export.export_batch import Exported, export_batch
from largesse.settlement.ids import BATCH


@strawberry.type(description="A file was made of a batch.")
class BatchExported:
    """The file."""

    file_name: str = named("Name of the file.")
    sha256: str = named("SHA-256 of its bytes; making it again gives the same.")
    size: Long = named("Bytes.")
    url: str = named("Where it is downloaded.")

    @classmethod
    def of(cls, made: Exported) -> "BatchExported":
        url = address(text_id(BATCH, made.batch), made.kind)
        return cls(file_name=made.file_name, sha256=made.sha, size=Long(made.size), url=url)


@strawberry.type
class ExportMutation:
    """Mutations of exports."""

    export_batch = mutation(
        export_batch,
        "Make a file of an approved batch; again gives the same bytes.",
        shows=BatchExported.of,
    )
