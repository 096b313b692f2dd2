# Statistical returns (clause 29).

return-title-monthly = Monthly statistical return
return-title-quarterly = Quarterly statistical return

head-code = Code
head-indicator = Indicator
head-unit = Unit
head-period = Reporting period
head-year-before = Same period of the year before
head-difference = Difference
head-year-to-date = Year to date
head-own = Own entries
head-doubles = Less linked doubles
by-child-title = By subordinate body

group-raids = Raids and operations
group-offences = Offences
group-crimes = Criminal offences
group-seizures = Seizures
group-damage = Damage and its recovery
group-veterinary = Veterinary matters and quarantine
group-organisations = Control of organisations
group-causes = Removal of causes and conditions
group-management = Organisation and management
group-optional = Optional indicators

footnote-missing = A dash (—): no body below kept the register.
footnote-not-stated = Not stated until the body signs.
kept-by = Bodies that kept the register: { $kept } of { $bound }
