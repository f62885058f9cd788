"""python -m allmende_cli is the allmende command."""

from allmende_cli.main import main

if __name__ == "__main__":
    main()
