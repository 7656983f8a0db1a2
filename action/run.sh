#!/usr/bin/env bash
# What the action does: fetch the pinned release, hold it against the hash beside this file, run it once.
# The inputs arrive as INPUT_…; none is evaluated, and each reaches the program as one argument or one variable.
set -euo pipefail

here=$(dirname "${BASH_SOURCE[0]}")

# There is no sheet yet to take a language from: the input decides, else the machine. Nothing that was typed is
# repeated, for a line that begins with two colons is an order to the runner.
stop() {
    local sentence=$1
    case "${INPUT_LANG:-${LC_ALL:-${LANG:-}}}" in
        ja*) sentence=$2 ;;
    esac
    printf '::error title=threadsheet::%s\n' "$sentence"
    exit 1
}

# On a schedule the inputs of a manual run are empty: that is the scheduled job.
case "${INPUT_COMMAND:-run}" in
    run | refresh | publish | check | preview | init) arguments=("${INPUT_COMMAND:-run}") ;;
    dry-run) arguments=(run --dry-run) ;;
    adopt) arguments=(init --adopt) ;;
    *)
        stop \
            'The input "command" is not one of: run, dry-run, refresh, publish, check, preview, init, adopt. Nothing was done.' \
            '入力「command」には run, dry-run, refresh, publish, check, preview, init, adopt のどれかを指定してください。何も実行していません。'
        ;;
esac

# Only the job itself holds, and only who publishes or renews has a part of the accounts.
[[ ${arguments[0]} == run ]] || unset INPUT_HOLD
case "${arguments[0]}" in run | refresh | publish) ;; *) unset INPUT_SHARD ;; esac
for option in hold shard spreadsheet refresh-within max-late settle budget format lang; do
    input=INPUT_${option^^}
    input=${input//-/_}
    if [[ -n ${!input:-} ]]; then arguments+=("--$option=${!input}"); fi
done

# Secrets travel as variables, which other users of the machine cannot list. A key that is given here is the one that
# is meant, whatever an earlier step has left behind.
if [[ -n ${INPUT_GOOGLE_CREDENTIALS:-} ]]; then
    export GOOGLE_CREDENTIALS=$INPUT_GOOGLE_CREDENTIALS
    unset GOOGLE_APPLICATION_CREDENTIALS
fi
if [[ -n ${INPUT_THREADS_APP_SECRET:-} ]]; then export THREADS_APP_SECRET=$INPUT_THREADS_APP_SECRET; fi
if [[ -n ${INPUT_THREADSHEET_KEY:-} ]]; then export THREADSHEET_KEY=$INPUT_THREADSHEET_KEY; fi
unset INPUT_GOOGLE_CREDENTIALS INPUT_THREADS_APP_SECRET INPUT_THREADSHEET_KEY

case "${RUNNER_OS:-} ${RUNNER_ARCH:-}" in
    'Linux X64') target=x86_64-unknown-linux-musl ;;
    'Linux ARM64') target=aarch64-unknown-linux-musl ;;
    *)
        stop \
            'This action runs on Linux (X64 or ARM64). Write "runs-on: ubuntu-latest" in the workflow. Nothing was done.' \
            'このアクションは Linux（X64 か ARM64）で動きます。ワークフローに「runs-on: ubuntu-latest」と書いてください。何も実行していません。'
        ;;
esac

release=$(sed -n 's/^# \(https:[^ ]*\)$/\1/p' "$here/SHA256SUMS")
if [[ -z $release ]]; then
    stop \
        'This version of the action belongs to no release yet, so there is no program to fetch. Build it from source: examples/threadsheet.yml shows how. Nothing was done.' \
        'この版のアクションにはまだリリースがなく、取得するプログラムがありません。examples/threadsheet.yml のとおりにソースからビルドしてください。何も実行していません。'
fi

archive=threadsheet-$target.tar.gz
folder=$(mktemp -d "${RUNNER_TEMP:-/tmp}/threadsheet.XXXXXX")
curl --proto '=https' --tlsv1.2 --location --fail --silent --show-error --output "$folder/$archive" \
    --retry 3 --retry-connrefused --retry-max-time 180 --connect-timeout 10 --max-time 60 "$release/$archive" ||
    stop \
        'The program could not be fetched from its release. Nothing was done; the next run tries again.' \
        'プログラムをリリースから取得できませんでした。何も実行していません。次の実行でもう一度試します。'

grep -F "  $archive" "$here/SHA256SUMS" | (cd "$folder" && sha256sum --check --strict --status) ||
    stop \
        'What was fetched is not the program that was released, so it was not started. If this happens again, tell the authors. Nothing was done.' \
        '取得したファイルがリリースされたプログラムと一致しないため、起動しませんでした。続くようなら作者にお知らせください。何も実行していません。'

tar -xzf "$folder/$archive" -C "$folder" threadsheet
# exec: a run that is cancelled is told so itself, and writes down what it has done.
exec "$folder/threadsheet" "${arguments[@]}"
