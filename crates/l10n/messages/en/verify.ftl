# Differences that a verification found.

verify-hash = the hash does not match its row
verify-before = the row does not hold the hash of the row before it
verify-content-plain = content does not match its commitment
verify-content-personal = personal content does not match its commitment
verify-content-missing = the content is missing
verify-seq-gap = a number of the chain is missing
verify-entry = the entry does not match the ledger
verify-revision = the revisions of the entry do not match the ledger
verify-contribution = contributions do not match what the content of the entry gives
verify-cell = a monthly cell does not match the sum of its contributions
verify-numbers = the numbers of the book have a gap
verify-head = the recorded head of the chain does not match its last row
verify-orphan = there is content that no row of the ledger covers
verify-key = a key for filters and sorting does not match the entry
verify-body = what is known of the body does not match its chain
verify-link = links between records do not match the chain
verify-apart = decisions that records are not of the same do not match the chain
verify-document = the documents sent do not match the chain
verify-content-erased = personal content stands that a decision erased
verify-tree = the bodies make no tree: one stands above itself, or two versions hold on one day
verify-account = an account does not match the chain of its body
verify-right = a right does not match the chain of its body
verify-access = a row of the access chain was changed or is missing
