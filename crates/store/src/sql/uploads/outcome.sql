SELECT done, total, accepted, already_there, refused, into_regions, failure FROM upload WHERE id = $1
