# Who has not passed the test on the Instruction (order item 2.1).

tests-title = Who has not passed the test
tests-counted = Not passed: { $missing }; passed: { $passed }
tests-nobody = Nobody to name
tests-nobody-text = Everybody in service has passed, or no officer is recorded.
tests-note = Officers in service on { $day } are counted, and tests of the year on the wording: { $wording }. Tests in registers that are closed to you are not counted.
tests-own = Officers of the bodies below stand on the pages of those bodies.
tests-years = Years
tests-officer = Officer
tests-last = Last test of the year
tests-never = not tested
