"""Run the supplier: ``python plugins/legal/supplier --home DIR --port 8090``."""

from legal_supplier.trade import Legal

from largesse_sdk.kit.supplier import serve

serve(Legal)
