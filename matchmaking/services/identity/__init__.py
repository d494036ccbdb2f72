"""Who somebody is: accounts, passwords, sign-ins, and the secrets behind them."""
