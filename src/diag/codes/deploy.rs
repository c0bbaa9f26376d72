//! Codes of deploys: what `[deploy.NAME]` gets wrong, and what a target refuses.

super::codes! {
    SECRET_IN_SETTINGS = Error "secret-in-settings",
        cause: "The `to` of a deploy holds a password, a key or a signature. Whoever can read `site.toml` could write to the \
                site.",
        mend: "Take it out of the address and make it invalid where it was issued, for it may have been read; put a new one \
               into the environment. docs/deploy.md says which variables each kind of target reads.";
    UNKNOWN_TARGET = Error "unknown-target",
        cause: "`reportage deploy` is asked for a target that `site.toml` does not have, or for none where there are several.",
        mend: "Name a target that stands in `site.toml` as `[deploy.NAME]`.";
    BAD_TARGET = Error "bad-target",
        cause: "The `to` of a deploy is of no kind that Reportage knows, or lacks a part: the bucket, say.",
        mend: "Write an address such as `s3://bucket/prefix`, `gs://bucket/prefix`, `az://container/prefix`, \
               `git+ssh://host/repository#branch`, `ssh://user@host/folder`, or a folder.";
    NOT_BUILT = Error "not-built",
        cause: "There is no built site to deploy: the folder was not written by `reportage build`, or a build did not finish.",
        mend: "Build the site, or leave out `--no-build`.";
    DEPLOY_LOCKED = Error "deploy-locked",
        cause: "Another deploy holds the target's lock, or one was killed on another machine less than ten minutes ago.",
        mend: "Wait until it is done. If you know that none runs, deploy once more with `--break-lock`.";
    DEPLOY_OVERTAKEN = Error "deploy-overtaken",
        cause: "Between the plan and the first change another deploy changed the target.",
        mend: "Deploy again: the plan is made anew.";
    TOO_MANY_DELETES = Error "too-many-deletes",
        cause: "A deploy would delete more files than it may: 256 or a fifth of the site, or what `max_deletes` says. Often \
                the wrong folder was built, or a part of the content was not there.",
        mend: "Look at the plan with `--dry-run`. Where it is as you want it, allow it with `--max-deletes N`.";
    DEPLOY_REFUSED = Error "deploy-refused",
        cause: "The target does not take the credentials, or they do not give the right to do what the message names.",
        mend: "Give the right credentials, or the right to list, read, write and delete in the bucket. What was done stays \
               done, and the next deploy goes on from there.";
    MISSING_BUCKET = Error "missing-bucket",
        cause: "The bucket or container of `to` does not exist, or not at this endpoint or in this region.",
        mend: "Make the bucket, or correct `to`, `endpoint` and `region`.";
    TARGET_UNREACHABLE = Error "target-unreachable",
        cause: "The target did not answer, or asked for patience for longer than a deploy tries.",
        mend: "Look at the network and at `endpoint`, and deploy again later: what was sent is not sent again.";
    DEPLOY_FAILED = Error "deploy-failed",
        cause: "The target answered in a way that is none of the other cases, or a file of the site could not be read.",
        mend: "The message says what was done and what came back. The next deploy goes on from there.";
    DEPLOY_DIFFERS = Error "deploy-differs",
        cause: "What was read back from the target is not what the site has: other bytes, other headers, or nothing at all.",
        mend: "Deploy again: what differs is sent anew. If it differs once more, another program writes there.";
    NOTHING_BEFORE = Error "nothing-before",
        cause: "`--rollback` has no site to return to: only one was deployed, or `keep_previous` is off.",
        mend: "Build the site as it was, from its history, and deploy that.";
    TARGET_CANNOT = Error "target-cannot",
        cause: "The kind of target cannot do what was asked for.",
        mend: "Leave the flag out; docs/deploy.md says which kinds can do what.";
}
