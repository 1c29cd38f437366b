"""Run the lounge: ``python plugins/lounge/supplier --home DIR --port 8090``."""

from lounge_supplier.serve import main

main()
