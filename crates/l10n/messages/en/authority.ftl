# The office's own authority, and how devices are told to trust it.

root-title = Trust this server
root-lead = This office vouches for its server itself. Until a phone or computer knows the office's certificate, it warns before every page. Install it once on each device.
root-compare = First compare the fingerprint
root-compare-text = Ask whoever keeps the server to read his copy aloud (SHA-256). If a single pair differs, do not install the certificate and tell him.
root-download = Download the certificate
root-android-get = Download the certificate with the button above.
root-android-open = Open Settings and search for “CA certificate” (usually Security, More security settings, Encryption and credentials, Install a certificate).
root-android-choose = Choose “CA certificate”, read the warning, choose “Install anyway”, and pick the downloaded file.
root-ios-get = Open this page in Safari, download the certificate, and allow the profile.
root-ios-install = Settings, General, VPN and device management: open the downloaded profile and install it.
root-ios-trust = Settings, General, About, Certificate trust settings: switch the certificate “Qorgau” on.
root-windows-open = Open the downloaded file and choose “Install certificate”, then “Local machine” (or “Current user” if you have no rights).
root-windows-store = Choose “Place all certificates in the following store”, then “Trusted root certification authorities”.
root-windows-restart = Finish, close the browser and open it again.
root-firefox = Firefox may keep certificates of its own: Settings, Privacy and security, Certificates, View certificates, Authorities, Import.
root-limits = The certificate can vouch only for the names and addresses of this server, for no other site.
