"""How the site is made: load and check content, render pages, compile the checker, build, serve; and the command."""
