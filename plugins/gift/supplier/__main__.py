"""Run the supplier: ``python plugins/gift/supplier --home DIR --port 8090``."""

from gift_supplier.trade import Gift

from largesse_sdk.kit.supplier import serve

serve(Gift)
