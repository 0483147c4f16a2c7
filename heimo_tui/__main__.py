"""`python -m heimo_tui` is the `heimo` command."""

from heimo_tui.cli import main

if __name__ == "__main__":
    main()
