"""`python -m largesse.cli`: how the supervisor starts the programs it keeps."""

from largesse.cli.main import main

main()
