//! Names of terms that are wrong or doubtful: what is told, where, and what to write.

use crate::support::faults;

#[test]
fn names_that_may_be_one_are_told_once() {
    faults::check("
-- content/articles/a.md --
---
title: A
date: 2018-03
tags: [immigration, open letters, drone strikes, Room 101, ICE, Salesforce]
organizations: [Salesforce, Amazon Web Services, BCFS, Palentir]
#                                                      ^^^^^^^^ warning[near-duplicate]: `Palentir` is close to `Palantir`
# = help: did you mean `Palantir`? if they are one, write both the same way; if they are two, add a file for one in content/organizations/
people: [Jane Doe]
---
-- content/articles/b.md --
---
title: B
date: 2018-02
tags: [imigration, immigration, letters open, drone strike, Room 102, IRS]
#      ^^^^^^^^^^ warning[near-duplicate]: `imigration` is close to `immigration`
#                               ^^^^^^^^^^^^ warning[near-duplicate]: `letters open` is close to `open letters`
#                                             ^^^^^^^^^^^^ warning[near-duplicate]: `drone strike` is close to `drone strikes`
organizations: [Salseforce, Salesforc, Salesforce, Palantir, BCFs]
#               ^^^^^^^^^^ warning[near-duplicate]: `Salseforce` is close to `Salesforce`
# = help: did you mean `Salesforce`? if they are one, write both the same way; if they are two, add a file for one in content/organizations/
#                           ^^^^^^^^^ warning[near-duplicate]: `Salesforc` is close to `Salesforce`
people: [Doe Jane]
#        ^^^^^^^^ warning[near-duplicate]: `Doe Jane` is close to `Jane Doe`
---
-- content/articles/c.md --
---
title: C
date: 2018-01
tags: [immigration, drone strikes, open letters]
people: [Jane Doe]
---
-- content/organizations/palantir.md --
---
name: Palantir
---
-- content/organizations/palantier.md --
---
name: Palantier
---
");
}

#[test]
fn an_abbreviation_suggests_and_never_merges() {
    let site = "
-- content/organizations/us-cbp.md --
---
name: US Customs and Border Protection
abbreviation: [CBP, BP]
---
-- content/organizations/border-patrol.md --
---
name: US Border Patrol
abbreviation: BP
---
-- content/articles/a.md --
---
title: A
date: 2018-02
organizations: [CBP, BP, us-cbp]
#               ^^^ warning[abbreviation-used]: `CBP` is only an abbreviation of `US Customs and Border Protection`
# = help: did you mean `US Customs and Border Protection`? write the full name or the id
#                    ^^ warning[abbreviation-used]: `BP` is only an abbreviation of `US Border Patrol` or `US Customs and Border Protection`
---
-- content/articles/b.md --
---
title: B
date: 2018-01
organizations: [CBP]
---
";
    let built = faults::check(site);
    for page in ["bp", "cbp", "us-cbp", "border-patrol"] {
        assert!(built.has(&format!("organizations/{page}/index.html")), "{page}");
    }
}

#[test]
fn a_name_has_one_owner() {
    faults::check(
        "
-- content/organizations/a.md --
---
name: Customs Service
id: customs
alternate_name: [The Customs]
---
-- content/organizations/b.md --
---
name: Border Service
alternate_name: [CUSTOMS SERVICE, B Service]
#                ^^^^^^^^^^^^^^^ error[alias-owned-twice]: `CUSTOMS SERVICE` already leads to `Customs Service`
# = label: claimed a second time here
# = help: leave the name with one of the two; a short form that both share is an `abbreviation`
# = also: content/organizations/a.md:1:1 `Customs Service` is described here
former_name: [customs]
#             ^^^^^^^ error[alias-owned-twice]: `customs` already leads to `Customs Service`
---
-- content/organizations/c.md --
---
name: Other
id: customs
#   ^^^^^^^ error[duplicate-id]: `customs` is already the id of another of the organizations
# = help: write an `id` that no other file of the folder has
# = also: content/organizations/a.md:3:5 first used here
---
-- content/organizations/d.md --
---
name: Another
id: Customs!
#   ^^^^^^^^ error[duplicate-id]: `Customs!` and `customs`, ids of two of the organizations, have one address
---
-- content/people/customs.md --
---
name: Customs Service
---
",
    );
}

#[test]
fn an_entity_that_is_named_by_id_must_be_there() {
    faults::check("
-- content/articles/a.md --
---
title: A
date: 2018
organizations: [{id: salesforse}, {id: Salesforce}, {id: zebra, name: Zebra}]
#                    ^^^^^^^^^^ error[unknown-entity]: no file of content/organizations/ has the id `salesforse`
# = help: did you mean `salesforce`?
#                                      ^^^^^^^^^^ error[unknown-entity]: no file of content/organizations/ has the id `Salesforce`
# = help: did you mean `salesforce`?
#                                                        ^^^^^ error[unknown-entity]: no file of content/organizations/ has the id `zebra`
# = help: add content/organizations/zebra.md, or write the plain name without `id:`
---
-- content/organizations/salesforce.md --
---
name: Salesforce
parent_organization: holding
#                    ^^^^^^^ error[unknown-entity]: `holding` is neither an entity's id nor a name that a record uses
# = help: write the id of an existing file, or add a file for it
relations:
  - {type: contract, with: us-cpb}
#                          ^^^^^^ error[unknown-entity]: `us-cpb` is neither an entity's id nor a name that a record uses
# = help: did you mean `us-cbp`?
  - {type: contract, with: us-cbp, proof: b}
#                                         ^ error[unknown-record]: no record has the id `b`
---
-- content/organizations/us-cbp.md --
---
name: US CBP
---
-- content/organisations/x.md --
#! warning[unknown-folder]: nothing is made of files in `organisations`
# = help: did you mean content/organizations/?
---
name: X
---
-- content/notes.md --
#! warning[unknown-folder]: nothing is made of files in `content/`
# = help: move the file to content/articles/ if it is a record, to content/pages/ if it is a page
---
title: N
---
");
}
