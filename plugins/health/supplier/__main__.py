"""Run the supplier: ``python plugins/health/supplier --home DIR --port 8090``."""

from health_supplier.trade import Health

from largesse_sdk.kit.supplier import serve

serve(Health)
