# SPDX-License-Identifier: Apache-2.0
# bash completion of cred-issuer, cred-holder and cred-verifier. It asks the tool's own --help, so it never lags behind.

_cred() {
  local word=${COMP_WORDS[COMP_CWORD]} tool=${COMP_WORDS[0]} i
  local -a verbs=()
  # The verbs so far: words before the cursor up to the first option.
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ ${COMP_WORDS[i]} == -* ]] && break
    "$tool" "${verbs[@]}" "${COMP_WORDS[i]}" --help >/dev/null 2>&1 || break
    verbs+=("${COMP_WORDS[i]}")
    ((${#verbs[@]} == 2)) && break
  done
  # Lines of --help: two spaces, then a verb or an option; verbs stand under Subcommands.
  local help candidates
  help=$("$tool" "${verbs[@]}" --help 2>/dev/null | grep -v 'not in this version')
  if [[ $word == -* ]]; then
    candidates=$(sed -nE 's/^  (-.,)?(--[a-z-]+).*/\2/p' <<<"$help")
  else
    candidates=$(sed -nE '/^Subcommands:/,$ s/^  ([a-z-]+) .*/\1/p' <<<"$help")
  fi
  mapfile -t COMPREPLY < <(compgen -W "$candidates" -- "$word")
  # Nothing of ours fits: a file, a folder.
  ((${#COMPREPLY[@]})) || compopt -o default 2>/dev/null
}
complete -F _cred cred-issuer cred-holder cred-verifier
