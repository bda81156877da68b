#!/usr/bin/env bash
# Review the edits since BASE: annotations, the job summary, and one comment on PULL_REQUEST.
#
# Reads BASE, FAIL_ON, COMMENT, PULL_REQUEST, GITHUB_REPOSITORY and GITHUB_STEP_SUMMARY. Fails where outputs are not
# current or the comparison fails; that a comment cannot be written, as in pull requests from forks, is no failure.
set -uo pipefail

marker='<!-- specpress diff -->'
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# A shallow checkout lacks the base.
git cat-file -e "$BASE^{commit}" 2>"$folder/ignored" || git fetch --quiet --depth=1 origin "$BASE"

failed=0
drifted=0
specpress generate --check >"$folder/drift" 2>&1 || {
  failed=1
  drifted=1
  cat "$folder/drift"
  echo '::error title=drift::the generated files are not what the document makes: run specpress generate'
}

specpress diff --base "$BASE" --fail-on "$FAIL_ON" --format github --summary "$folder/review" || failed=1

{
  echo "$marker"
  cat "$folder/review"
  if [[ $drifted == 1 ]]; then
    printf '\n**The generated files are not current.** Run `specpress generate` and commit them.\n'
  fi
} >"$folder/comment"
cat "$folder/comment" >>"${GITHUB_STEP_SUMMARY:-$folder/ignored}"

comment() {
  local comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments" id
  id=$(gh api --paginate "$comments" --jq ".[] | select(.body | startswith(\"$marker\")) | .id" | head -n 1) || return
  if [[ -n $id ]]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$folder/comment"
  else
    gh api --silent --method POST "$comments" --field "body=@$folder/comment"
  fi
}

if [[ ${COMMENT:-true} == true && -n ${PULL_REQUEST:-} ]]; then
  comment || echo '::notice::no comment could be written; the job summary has the review'
fi

exit "$failed"
