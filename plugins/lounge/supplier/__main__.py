"""Run the lounge: ``python plugins/lounge/supplier --home DIR --port 8090``."""

from lounge_supplier.trade import Lounge

from largesse_sdk.kit.supplier import serve

serve(Lounge)
