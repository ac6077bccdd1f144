"""Start the application."""

from assistant.app import main

main()
