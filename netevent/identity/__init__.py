"""Who somebody is: accounts, logins, guards."""
