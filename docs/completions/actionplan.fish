# fish completion of actionplan
complete -c actionplan -n __fish_use_subcommand -a open -d 'open a plan on the desk; actionplan PLAN does the same'
complete -c actionplan -n '__fish_seen_subcommand_from open' -s h
complete -c actionplan -n '__fish_seen_subcommand_from open' -l help
complete -c actionplan -n '__fish_seen_subcommand_from open' -l ascii
complete -c actionplan -n '__fish_seen_subcommand_from open' -s f
complete -c actionplan -n '__fish_seen_subcommand_from open' -l file
complete -c actionplan -n __fish_use_subcommand -a demo -d 'copy the worked example into a folder and open it'
complete -c actionplan -n '__fish_seen_subcommand_from demo' -s h
complete -c actionplan -n '__fish_seen_subcommand_from demo' -l help
complete -c actionplan -n '__fish_seen_subcommand_from demo' -l no-open
complete -c actionplan -n '__fish_seen_subcommand_from demo' -s f
complete -c actionplan -n '__fish_seen_subcommand_from demo' -l file
complete -c actionplan -n __fish_use_subcommand -a new -d 'make a new plan; empty, from a template, or from last years'
complete -c actionplan -n '__fish_seen_subcommand_from new' -s h
complete -c actionplan -n '__fish_seen_subcommand_from new' -l help
complete -c actionplan -n '__fish_seen_subcommand_from new' -l template
complete -c actionplan -n '__fish_seen_subcommand_from new' -l from
complete -c actionplan -n '__fish_seen_subcommand_from new' -l start
complete -c actionplan -n '__fish_seen_subcommand_from new' -l title
complete -c actionplan -n '__fish_seen_subcommand_from new' -s f
complete -c actionplan -n '__fish_seen_subcommand_from new' -l file
complete -c actionplan -n __fish_use_subcommand -a status -d 'goals, what is late, off track and due, in a blink'
complete -c actionplan -n '__fish_seen_subcommand_from status' -s h
complete -c actionplan -n '__fish_seen_subcommand_from status' -l help
complete -c actionplan -n '__fish_seen_subcommand_from status' -l json
complete -c actionplan -n '__fish_seen_subcommand_from status' -l due
complete -c actionplan -n '__fish_seen_subcommand_from status' -l owner
complete -c actionplan -n '__fish_seen_subcommand_from status' -l short
complete -c actionplan -n '__fish_seen_subcommand_from status' -l exit-code
complete -c actionplan -n '__fish_seen_subcommand_from status' -s f
complete -c actionplan -n '__fish_seen_subcommand_from status' -l file
complete -c actionplan -n __fish_use_subcommand -a check -d 'how do you know you are done planning? What is still missing'
complete -c actionplan -n '__fish_seen_subcommand_from check' -s h
complete -c actionplan -n '__fish_seen_subcommand_from check' -l help
complete -c actionplan -n '__fish_seen_subcommand_from check' -l json
complete -c actionplan -n '__fish_seen_subcommand_from check' -l exit-code
complete -c actionplan -n '__fish_seen_subcommand_from check' -l rules
complete -c actionplan -n '__fish_seen_subcommand_from check' -s f
complete -c actionplan -n '__fish_seen_subcommand_from check' -l file
complete -c actionplan -n __fish_use_subcommand -a list -d 'the records of a table'
complete -c actionplan -n '__fish_seen_subcommand_from list' -s h
complete -c actionplan -n '__fish_seen_subcommand_from list' -l help
complete -c actionplan -n '__fish_seen_subcommand_from list' -l where
complete -c actionplan -n '__fish_seen_subcommand_from list' -l json
complete -c actionplan -n '__fish_seen_subcommand_from list' -l csv
complete -c actionplan -n '__fish_seen_subcommand_from list' -l archived
complete -c actionplan -n '__fish_seen_subcommand_from list' -l private
complete -c actionplan -n '__fish_seen_subcommand_from list' -s f
complete -c actionplan -n '__fish_seen_subcommand_from list' -l file
complete -c actionplan -n '__fish_seen_subcommand_from list' -a 'plan framework goals steps resources barriers stakeholders communications contacts kpis measurements ideas corrective_actions reviews approvals waivers tombstones'
complete -c actionplan -n __fish_use_subcommand -a show -d 'one record with all its fields'
complete -c actionplan -n '__fish_seen_subcommand_from show' -s h
complete -c actionplan -n '__fish_seen_subcommand_from show' -l help
complete -c actionplan -n '__fish_seen_subcommand_from show' -l json
complete -c actionplan -n '__fish_seen_subcommand_from show' -l blank
complete -c actionplan -n '__fish_seen_subcommand_from show' -l private
complete -c actionplan -n '__fish_seen_subcommand_from show' -s f
complete -c actionplan -n '__fish_seen_subcommand_from show' -l file
complete -c actionplan -n '__fish_seen_subcommand_from show' -a 'plan'
complete -c actionplan -n __fish_use_subcommand -a agenda -d 'what falls due and what is to be said, by date'
complete -c actionplan -n '__fish_seen_subcommand_from agenda' -s h
complete -c actionplan -n '__fish_seen_subcommand_from agenda' -l help
complete -c actionplan -n '__fish_seen_subcommand_from agenda' -l due
complete -c actionplan -n '__fish_seen_subcommand_from agenda' -l owner
complete -c actionplan -n '__fish_seen_subcommand_from agenda' -l json
complete -c actionplan -n '__fish_seen_subcommand_from agenda' -s f
complete -c actionplan -n '__fish_seen_subcommand_from agenda' -l file
complete -c actionplan -n __fish_use_subcommand -a add -d 'add a step, a goal, an idea or another record'
complete -c actionplan -n '__fish_seen_subcommand_from add' -s h
complete -c actionplan -n '__fish_seen_subcommand_from add' -l help
complete -c actionplan -n '__fish_seen_subcommand_from add' -l under
complete -c actionplan -n '__fish_seen_subcommand_from add' -s f
complete -c actionplan -n '__fish_seen_subcommand_from add' -l file
complete -c actionplan -n __fish_use_subcommand -a set -d 'set fields of a record'
complete -c actionplan -n '__fish_seen_subcommand_from set' -s h
complete -c actionplan -n '__fish_seen_subcommand_from set' -l help
complete -c actionplan -n '__fish_seen_subcommand_from set' -l rebaseline
complete -c actionplan -n '__fish_seen_subcommand_from set' -s f
complete -c actionplan -n '__fish_seen_subcommand_from set' -l file
complete -c actionplan -n '__fish_seen_subcommand_from set' -a 'plan'
complete -c actionplan -n __fish_use_subcommand -a done -d 'mark steps done, or open them again'
complete -c actionplan -n '__fish_seen_subcommand_from done' -s h
complete -c actionplan -n '__fish_seen_subcommand_from done' -l help
complete -c actionplan -n '__fish_seen_subcommand_from done' -l on
complete -c actionplan -n '__fish_seen_subcommand_from done' -l reopen
complete -c actionplan -n '__fish_seen_subcommand_from done' -s f
complete -c actionplan -n '__fish_seen_subcommand_from done' -l file
complete -c actionplan -n __fish_use_subcommand -a remove -d 'remove records with all that hangs from them'
complete -c actionplan -n '__fish_seen_subcommand_from remove' -s h
complete -c actionplan -n '__fish_seen_subcommand_from remove' -l help
complete -c actionplan -n '__fish_seen_subcommand_from remove' -s f
complete -c actionplan -n '__fish_seen_subcommand_from remove' -l file
complete -c actionplan -n __fish_use_subcommand -a promote -d 'make an idea a step'
complete -c actionplan -n '__fish_seen_subcommand_from promote' -s h
complete -c actionplan -n '__fish_seen_subcommand_from promote' -l help
complete -c actionplan -n '__fish_seen_subcommand_from promote' -l under
complete -c actionplan -n '__fish_seen_subcommand_from promote' -s f
complete -c actionplan -n '__fish_seen_subcommand_from promote' -l file
complete -c actionplan -n __fish_use_subcommand -a measure -d 'note the measured value of a KPI'
complete -c actionplan -n '__fish_seen_subcommand_from measure' -s h
complete -c actionplan -n '__fish_seen_subcommand_from measure' -l help
complete -c actionplan -n '__fish_seen_subcommand_from measure' -l on
complete -c actionplan -n '__fish_seen_subcommand_from measure' -l note
complete -c actionplan -n '__fish_seen_subcommand_from measure' -s f
complete -c actionplan -n '__fish_seen_subcommand_from measure' -l file
complete -c actionplan -n __fish_use_subcommand -a contact -d 'note that a communication happened'
complete -c actionplan -n '__fish_seen_subcommand_from contact' -s h
complete -c actionplan -n '__fish_seen_subcommand_from contact' -l help
complete -c actionplan -n '__fish_seen_subcommand_from contact' -l on
complete -c actionplan -n '__fish_seen_subcommand_from contact' -l outcome
complete -c actionplan -n '__fish_seen_subcommand_from contact' -l by
complete -c actionplan -n '__fish_seen_subcommand_from contact' -s f
complete -c actionplan -n '__fish_seen_subcommand_from contact' -l file
complete -c actionplan -n __fish_use_subcommand -a approve -d 'approve a plan that is ready, and keep its dates'
complete -c actionplan -n '__fish_seen_subcommand_from approve' -s h
complete -c actionplan -n '__fish_seen_subcommand_from approve' -l help
complete -c actionplan -n '__fish_seen_subcommand_from approve' -l by
complete -c actionplan -n '__fish_seen_subcommand_from approve' -l on
complete -c actionplan -n '__fish_seen_subcommand_from approve' -l version
complete -c actionplan -n '__fish_seen_subcommand_from approve' -l reason
complete -c actionplan -n '__fish_seen_subcommand_from approve' -s f
complete -c actionplan -n '__fish_seen_subcommand_from approve' -l file
complete -c actionplan -n __fish_use_subcommand -a log -d 'who changed what, and when'
complete -c actionplan -n '__fish_seen_subcommand_from log' -s h
complete -c actionplan -n '__fish_seen_subcommand_from log' -l help
complete -c actionplan -n '__fish_seen_subcommand_from log' -l since
complete -c actionplan -n '__fish_seen_subcommand_from log' -l until
complete -c actionplan -n '__fish_seen_subcommand_from log' -l by
complete -c actionplan -n '__fish_seen_subcommand_from log' -l of
complete -c actionplan -n '__fish_seen_subcommand_from log' -l review
complete -c actionplan -n '__fish_seen_subcommand_from log' -l changes
complete -c actionplan -n '__fish_seen_subcommand_from log' -l private
complete -c actionplan -n '__fish_seen_subcommand_from log' -l json
complete -c actionplan -n '__fish_seen_subcommand_from log' -s f
complete -c actionplan -n '__fish_seen_subcommand_from log' -l file
complete -c actionplan -n __fish_use_subcommand -a diff -d 'what is otherwise now than it was on a day'
complete -c actionplan -n '__fish_seen_subcommand_from diff' -s h
complete -c actionplan -n '__fish_seen_subcommand_from diff' -l help
complete -c actionplan -n '__fish_seen_subcommand_from diff' -l since
complete -c actionplan -n '__fish_seen_subcommand_from diff' -l private
complete -c actionplan -n '__fish_seen_subcommand_from diff' -l json
complete -c actionplan -n '__fish_seen_subcommand_from diff' -s f
complete -c actionplan -n '__fish_seen_subcommand_from diff' -l file
complete -c actionplan -n __fish_use_subcommand -a undo -d 'take back your latest change'
complete -c actionplan -n '__fish_seen_subcommand_from undo' -s h
complete -c actionplan -n '__fish_seen_subcommand_from undo' -l help
complete -c actionplan -n '__fish_seen_subcommand_from undo' -s f
complete -c actionplan -n '__fish_seen_subcommand_from undo' -l file
complete -c actionplan -n __fish_use_subcommand -a redo -d 'make your latest undone change again'
complete -c actionplan -n '__fish_seen_subcommand_from redo' -s h
complete -c actionplan -n '__fish_seen_subcommand_from redo' -l help
complete -c actionplan -n '__fish_seen_subcommand_from redo' -s f
complete -c actionplan -n '__fish_seen_subcommand_from redo' -l file
complete -c actionplan -n __fish_use_subcommand -a restore -d 'list earlier versions of a plan, or bring one back'
complete -c actionplan -n '__fish_seen_subcommand_from restore' -s h
complete -c actionplan -n '__fish_seen_subcommand_from restore' -l help
complete -c actionplan -n '__fish_seen_subcommand_from restore' -l json
complete -c actionplan -n '__fish_seen_subcommand_from restore' -s f
complete -c actionplan -n '__fish_seen_subcommand_from restore' -l file
complete -c actionplan -n __fish_use_subcommand -a export -d 'write the plan in another format'
complete -c actionplan -n '__fish_seen_subcommand_from export' -s h
complete -c actionplan -n '__fish_seen_subcommand_from export' -l help
complete -c actionplan -n '__fish_seen_subcommand_from export' -l to
complete -c actionplan -n '__fish_seen_subcommand_from export' -l report
complete -c actionplan -n '__fish_seen_subcommand_from export' -l filter
complete -c actionplan -n '__fish_seen_subcommand_from export' -l sort
complete -c actionplan -n '__fish_seen_subcommand_from export' -l reverse
complete -c actionplan -n '__fish_seen_subcommand_from export' -l columns
complete -c actionplan -n '__fish_seen_subcommand_from export' -l private
complete -c actionplan -n '__fish_seen_subcommand_from export' -l no-reminders
complete -c actionplan -n '__fish_seen_subcommand_from export' -l no-guard
complete -c actionplan -n '__fish_seen_subcommand_from export' -l delimiter
complete -c actionplan -n '__fish_seen_subcommand_from export' -l kind
complete -c actionplan -n '__fish_seen_subcommand_from export' -l person
complete -c actionplan -n '__fish_seen_subcommand_from export' -l stakeholder
complete -c actionplan -n '__fish_seen_subcommand_from export' -l goal
complete -c actionplan -n '__fish_seen_subcommand_from export' -l from
complete -c actionplan -n '__fish_seen_subcommand_from export' -l until
complete -c actionplan -n '__fish_seen_subcommand_from export' -l todos
complete -c actionplan -n '__fish_seen_subcommand_from export' -s f
complete -c actionplan -n '__fish_seen_subcommand_from export' -l file
complete -c actionplan -n __fish_use_subcommand -a import -d 'take in a table, notes of a meeting, or another plan'
complete -c actionplan -n '__fish_seen_subcommand_from import' -s h
complete -c actionplan -n '__fish_seen_subcommand_from import' -l help
complete -c actionplan -n '__fish_seen_subcommand_from import' -l dry-run
complete -c actionplan -n '__fish_seen_subcommand_from import' -s y
complete -c actionplan -n '__fish_seen_subcommand_from import' -l yes
complete -c actionplan -n '__fish_seen_subcommand_from import' -l dates
complete -c actionplan -n '__fish_seen_subcommand_from import' -l under
complete -c actionplan -n '__fish_seen_subcommand_from import' -l sheet
complete -c actionplan -n '__fish_seen_subcommand_from import' -l column
complete -c actionplan -n '__fish_seen_subcommand_from import' -l rebaseline
complete -c actionplan -n '__fish_seen_subcommand_from import' -s f
complete -c actionplan -n '__fish_seen_subcommand_from import' -l file
complete -c actionplan -n __fish_use_subcommand -a completion -d 'print shell completion for bash, zsh or fish'
complete -c actionplan -n '__fish_seen_subcommand_from completion' -s h
complete -c actionplan -n '__fish_seen_subcommand_from completion' -l help
complete -c actionplan -n '__fish_seen_subcommand_from completion' -s f
complete -c actionplan -n '__fish_seen_subcommand_from completion' -l file
complete -c actionplan -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'
complete -c actionplan-tui -n __fish_use_subcommand -a open -d 'open a plan on the desk; actionplan PLAN does the same'
complete -c actionplan-tui -n '__fish_seen_subcommand_from open' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from open' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from open' -l ascii
complete -c actionplan-tui -n '__fish_seen_subcommand_from open' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from open' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a demo -d 'copy the worked example into a folder and open it'
complete -c actionplan-tui -n '__fish_seen_subcommand_from demo' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from demo' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from demo' -l no-open
complete -c actionplan-tui -n '__fish_seen_subcommand_from demo' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from demo' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a new -d 'make a new plan; empty, from a template, or from last years'
complete -c actionplan-tui -n '__fish_seen_subcommand_from new' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from new' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from new' -l template
complete -c actionplan-tui -n '__fish_seen_subcommand_from new' -l from
complete -c actionplan-tui -n '__fish_seen_subcommand_from new' -l start
complete -c actionplan-tui -n '__fish_seen_subcommand_from new' -l title
complete -c actionplan-tui -n '__fish_seen_subcommand_from new' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from new' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a status -d 'goals, what is late, off track and due, in a blink'
complete -c actionplan-tui -n '__fish_seen_subcommand_from status' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from status' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from status' -l json
complete -c actionplan-tui -n '__fish_seen_subcommand_from status' -l due
complete -c actionplan-tui -n '__fish_seen_subcommand_from status' -l owner
complete -c actionplan-tui -n '__fish_seen_subcommand_from status' -l short
complete -c actionplan-tui -n '__fish_seen_subcommand_from status' -l exit-code
complete -c actionplan-tui -n '__fish_seen_subcommand_from status' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from status' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a check -d 'how do you know you are done planning? What is still missing'
complete -c actionplan-tui -n '__fish_seen_subcommand_from check' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from check' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from check' -l json
complete -c actionplan-tui -n '__fish_seen_subcommand_from check' -l exit-code
complete -c actionplan-tui -n '__fish_seen_subcommand_from check' -l rules
complete -c actionplan-tui -n '__fish_seen_subcommand_from check' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from check' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a list -d 'the records of a table'
complete -c actionplan-tui -n '__fish_seen_subcommand_from list' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from list' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from list' -l where
complete -c actionplan-tui -n '__fish_seen_subcommand_from list' -l json
complete -c actionplan-tui -n '__fish_seen_subcommand_from list' -l csv
complete -c actionplan-tui -n '__fish_seen_subcommand_from list' -l archived
complete -c actionplan-tui -n '__fish_seen_subcommand_from list' -l private
complete -c actionplan-tui -n '__fish_seen_subcommand_from list' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from list' -l file
complete -c actionplan-tui -n '__fish_seen_subcommand_from list' -a 'plan framework goals steps resources barriers stakeholders communications contacts kpis measurements ideas corrective_actions reviews approvals waivers tombstones'
complete -c actionplan-tui -n __fish_use_subcommand -a show -d 'one record with all its fields'
complete -c actionplan-tui -n '__fish_seen_subcommand_from show' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from show' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from show' -l json
complete -c actionplan-tui -n '__fish_seen_subcommand_from show' -l blank
complete -c actionplan-tui -n '__fish_seen_subcommand_from show' -l private
complete -c actionplan-tui -n '__fish_seen_subcommand_from show' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from show' -l file
complete -c actionplan-tui -n '__fish_seen_subcommand_from show' -a 'plan'
complete -c actionplan-tui -n __fish_use_subcommand -a agenda -d 'what falls due and what is to be said, by date'
complete -c actionplan-tui -n '__fish_seen_subcommand_from agenda' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from agenda' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from agenda' -l due
complete -c actionplan-tui -n '__fish_seen_subcommand_from agenda' -l owner
complete -c actionplan-tui -n '__fish_seen_subcommand_from agenda' -l json
complete -c actionplan-tui -n '__fish_seen_subcommand_from agenda' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from agenda' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a add -d 'add a step, a goal, an idea or another record'
complete -c actionplan-tui -n '__fish_seen_subcommand_from add' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from add' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from add' -l under
complete -c actionplan-tui -n '__fish_seen_subcommand_from add' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from add' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a set -d 'set fields of a record'
complete -c actionplan-tui -n '__fish_seen_subcommand_from set' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from set' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from set' -l rebaseline
complete -c actionplan-tui -n '__fish_seen_subcommand_from set' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from set' -l file
complete -c actionplan-tui -n '__fish_seen_subcommand_from set' -a 'plan'
complete -c actionplan-tui -n __fish_use_subcommand -a done -d 'mark steps done, or open them again'
complete -c actionplan-tui -n '__fish_seen_subcommand_from done' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from done' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from done' -l on
complete -c actionplan-tui -n '__fish_seen_subcommand_from done' -l reopen
complete -c actionplan-tui -n '__fish_seen_subcommand_from done' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from done' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a remove -d 'remove records with all that hangs from them'
complete -c actionplan-tui -n '__fish_seen_subcommand_from remove' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from remove' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from remove' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from remove' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a promote -d 'make an idea a step'
complete -c actionplan-tui -n '__fish_seen_subcommand_from promote' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from promote' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from promote' -l under
complete -c actionplan-tui -n '__fish_seen_subcommand_from promote' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from promote' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a measure -d 'note the measured value of a KPI'
complete -c actionplan-tui -n '__fish_seen_subcommand_from measure' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from measure' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from measure' -l on
complete -c actionplan-tui -n '__fish_seen_subcommand_from measure' -l note
complete -c actionplan-tui -n '__fish_seen_subcommand_from measure' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from measure' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a contact -d 'note that a communication happened'
complete -c actionplan-tui -n '__fish_seen_subcommand_from contact' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from contact' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from contact' -l on
complete -c actionplan-tui -n '__fish_seen_subcommand_from contact' -l outcome
complete -c actionplan-tui -n '__fish_seen_subcommand_from contact' -l by
complete -c actionplan-tui -n '__fish_seen_subcommand_from contact' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from contact' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a approve -d 'approve a plan that is ready, and keep its dates'
complete -c actionplan-tui -n '__fish_seen_subcommand_from approve' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from approve' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from approve' -l by
complete -c actionplan-tui -n '__fish_seen_subcommand_from approve' -l on
complete -c actionplan-tui -n '__fish_seen_subcommand_from approve' -l version
complete -c actionplan-tui -n '__fish_seen_subcommand_from approve' -l reason
complete -c actionplan-tui -n '__fish_seen_subcommand_from approve' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from approve' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a log -d 'who changed what, and when'
complete -c actionplan-tui -n '__fish_seen_subcommand_from log' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from log' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from log' -l since
complete -c actionplan-tui -n '__fish_seen_subcommand_from log' -l until
complete -c actionplan-tui -n '__fish_seen_subcommand_from log' -l by
complete -c actionplan-tui -n '__fish_seen_subcommand_from log' -l of
complete -c actionplan-tui -n '__fish_seen_subcommand_from log' -l review
complete -c actionplan-tui -n '__fish_seen_subcommand_from log' -l changes
complete -c actionplan-tui -n '__fish_seen_subcommand_from log' -l private
complete -c actionplan-tui -n '__fish_seen_subcommand_from log' -l json
complete -c actionplan-tui -n '__fish_seen_subcommand_from log' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from log' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a diff -d 'what is otherwise now than it was on a day'
complete -c actionplan-tui -n '__fish_seen_subcommand_from diff' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from diff' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from diff' -l since
complete -c actionplan-tui -n '__fish_seen_subcommand_from diff' -l private
complete -c actionplan-tui -n '__fish_seen_subcommand_from diff' -l json
complete -c actionplan-tui -n '__fish_seen_subcommand_from diff' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from diff' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a undo -d 'take back your latest change'
complete -c actionplan-tui -n '__fish_seen_subcommand_from undo' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from undo' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from undo' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from undo' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a redo -d 'make your latest undone change again'
complete -c actionplan-tui -n '__fish_seen_subcommand_from redo' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from redo' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from redo' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from redo' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a restore -d 'list earlier versions of a plan, or bring one back'
complete -c actionplan-tui -n '__fish_seen_subcommand_from restore' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from restore' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from restore' -l json
complete -c actionplan-tui -n '__fish_seen_subcommand_from restore' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from restore' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a export -d 'write the plan in another format'
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l to
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l report
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l filter
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l sort
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l reverse
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l columns
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l private
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l no-reminders
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l no-guard
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l delimiter
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l kind
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l person
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l stakeholder
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l goal
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l from
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l until
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l todos
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from export' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a import -d 'take in a table, notes of a meeting, or another plan'
complete -c actionplan-tui -n '__fish_seen_subcommand_from import' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from import' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from import' -l dry-run
complete -c actionplan-tui -n '__fish_seen_subcommand_from import' -s y
complete -c actionplan-tui -n '__fish_seen_subcommand_from import' -l yes
complete -c actionplan-tui -n '__fish_seen_subcommand_from import' -l dates
complete -c actionplan-tui -n '__fish_seen_subcommand_from import' -l under
complete -c actionplan-tui -n '__fish_seen_subcommand_from import' -l sheet
complete -c actionplan-tui -n '__fish_seen_subcommand_from import' -l column
complete -c actionplan-tui -n '__fish_seen_subcommand_from import' -l rebaseline
complete -c actionplan-tui -n '__fish_seen_subcommand_from import' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from import' -l file
complete -c actionplan-tui -n __fish_use_subcommand -a completion -d 'print shell completion for bash, zsh or fish'
complete -c actionplan-tui -n '__fish_seen_subcommand_from completion' -s h
complete -c actionplan-tui -n '__fish_seen_subcommand_from completion' -l help
complete -c actionplan-tui -n '__fish_seen_subcommand_from completion' -s f
complete -c actionplan-tui -n '__fish_seen_subcommand_from completion' -l file
complete -c actionplan-tui -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'
