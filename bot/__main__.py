"""``python -m bot`` is ``kakehashi``."""

from bot.cli import main

if __name__ == "__main__":
    main()
