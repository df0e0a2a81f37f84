"""What nobody should send, through the real commands: one clear line and exit code 2, or a dead letter and the rest
goes on; never a traceback, nothing lost, in seconds. Here by input; what is tested below the commands stands behind it.

| input | through the commands | below them |
| --- | --- | --- |
| empty file, binary file | `test_pages.NO_PAGE` | formats |
| 20 MB of text in one line | `test_large.test_what_is_no_post_by_its_size_is_refused_by_name` | formats |
| invalid UTF-8 | `test_pages.test_broken_bytes_stay_visible` | formats |
| UTF-16 with and without BOM | `test_pages.test_every_encoding_gives_the_same_posts` | formats |
| lone surrogates | `test_pages.NO_PAGE`; `WRONG_...` of `test_manifests`, `test_stories`, `test_observations` | |
| unclosed HTML | `test_pages.test_a_page_that_closes_nothing_is_read` | formats |
| XML entity bombs | `test_pages.NO_PAGE`, `test_pages.test_entities_of_a_page_are_not_expanded` | formats |
| 50,000 posts on one page | `test_large.test_a_page_of_fifty_thousand_posts_is_shown`,
  `test_large.test_the_cost_of_a_post_does_not_grow_with_its_page` | formats, match |
| a page whose clock runs backwards | `test_pages.ODD_PAGES` | formats |
| a post dated 1970 or 2099 | `test_pages.ODD_PAGES` | formats |
| look-alike Cyrillic letters and zero-width characters in names |
  `test_pages.test_names_in_disguise_are_the_same_names` | match, read |
| right-to-left text | `test_pages.ODD_PAGES` | formats |
| a post of 5 MB | `test_large.test_what_is_no_post_by_its_size_is_refused_by_name` | match |
| a post that is read to more than a record holds | `test_large.test_a_dense_post_is_read_as_far_as_a_record_holds` | |
| a story file with a wrong field | `test_stories.WRONG_STORIES` | interpret |
| a manifest that names a missing document | `test_manifests.WRONG_MANIFESTS` | |
| a file of observations with a wrong line | `test_observations.WRONG_OBSERVATIONS` | |
| a full disk while writing | `test_logs.test_a_full_disk_...` | |
| a log of a newer version, a corrupted log | `test_logs.test_a_log_that_cannot_be_read_is_refused` | `test_embedded` |
| bytes on the log that are no record, a record that is too large | | `test_embedded` |
"""
