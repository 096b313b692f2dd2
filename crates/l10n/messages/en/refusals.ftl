# Why an act was not taken.

refusal-stale = somebody else corrected the entry meanwhile, the last revision is { $current }; compare both and enter it again
refusal-absent = there is no such entry in the book of this body
refusal-withdrawn = the entry was struck through
refusal-not-unique = the value of “{ $field }” stands in another entry of the book: { $other }
refusal-foreign-home = the books of this body are kept on another server; here they can only be read
refusal-no-body = there is no such body in the list
refusal-linked = entry { $entry } is linked with others already; dissolve that link first
refusal-apart = a decision stands that two of these records are not of the same; take it back first
refusal-no-link = there is no such standing link in the chain of this body
refusal-changed = the entry is there already with other values ({ $fields }); enter the change as a correction
refusal-elsewhere = this entry stands in the book of another body already
refusal-other-book = the correction would take the entry to another body's book; strike it through here and enter it there
refusal-body-changed = somebody else changed the body meanwhile; compare and send it again
refusal-login-taken = this login is taken; choose another
refusal-no-account = there is no such account, or it is closed
refusal-no-right = the account holds no such role at this body
