# Sign-in and access: what could not be done, and what to do.

account-not-allowed = your rights do not reach so far; ask an administrator whose do
account-absent = there is no such account, or it is closed
account-bad-login = a login has 2 to 64 characters: small Latin letters, digits, dot, hyphen and underscore; it begins with a letter
account-no-name = give the person's name
account-no-reason = give the reason: an order, an appointment or another
account-bad-code = the code is wrong, was used, or its time is over; ask an administrator for a new one
account-refused = login, password or code is wrong
account-factor-needed = enter the code that your device shows
account-wait = too many failures; seconds to wait before the next try: { $n_seconds }
account-bad-factor = the code is wrong or was used; wait for the next one on your device
account-factor-there = a second factor is there already; take it off first
account-no-factor = there is no second factor
account-no-role = there is no role “{ $code }”; the roles are { $known }
account-not-at-level = the role “{ $role }” is not given at this level: { $level }
account-turned-days = the last day is before the first
account-oneself = nobody changes rights or closes an account of his own; ask another administrator
account-started = the first account is there already; ask an administrator for an invitation
account-hashing = this machine could not compute the password; check its free memory

password-short = a password has at least 12 characters; several words in a row are easy to remember
password-long = a password has at most 256 characters
password-common = this password is among the first to be tried; think of another
password-holds-login = a password does not hold the login
password-same = the new password is the one before

user-code = { $login }: the one-time code is { $code }; give it to its owner only
user-granted = { $login }: role “{ $role }” is given; body: { $body }
user-revoked = { $login }: role “{ $role }” is taken; body: { $body }
user-closed = { $login }: the account is closed
user-none = There are no accounts yet.
user-is-closed = closed
user-has-factor = second factor on
user-has-no-password = no password chosen
