#!/usr/bin/env bash
# Sees to it that what the tests start is installed: MariaDB, Galera, Redis, Dovecot, Chromium, ffmpeg and a
# CJK font. `make test` runs it. With root or passwordless sudo on a Debian-like system it installs what is
# missing, elsewhere a sentence names the packages. Under CI=true something missing is an error.
set -euo pipefail

export PATH="$PATH:/usr/sbin:/usr/local/sbin"

main() {
    local missing
    missing="$(list_missing)"
    if [[ -n $missing ]] && can_install; then
        install_missing "$missing"
        missing="$(list_missing)"
    fi
    if [[ -n $missing ]]; then
        explain "$missing"
        if [[ ${CI:-} == true ]]; then
            exit 1
        fi
        echo "The tests that need them are skipped." >&2
    fi
}

list_missing() {
    has mariadbd mysqld || echo mariadb
    has_galera || echo galera
    has redis-server || echo redis
    has dovecot || echo dovecot
    has_chromium || echo chromium
    has ffmpeg || echo ffmpeg
    has_cjk_font || echo font
}

has() {
    local name
    for name in "$@"; do
        if command -v "$name" >/dev/null; then
            return
        fi
    done
    return 1
}

# Debian keeps it in the first place, Fedora in the second; Homebrew has none.
has_galera() {
    [[ $(uname) == Darwin ]] || [[ -e /usr/lib/galera/libgalera_smm.so ]] ||
        [[ -e /usr/lib64/galera-4/libgalera_smm.so ]]
}

# The shell, Chromium without windows, halves what the browser tests cost: installed where it can be had.
has_chromium() {
    [[ -n ${NETEVENT_CHROMIUM:-} ]] || has chromium-headless-shell || { has_a_browser && ! can_get_shell; }
}

has_a_browser() {
    has chromium chromium-browser google-chrome ||
        [[ -x "/Applications/Chromium.app/Contents/MacOS/Chromium" ]] ||
        [[ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ]]
}

# macOS ships fonts for Chinese, Japanese and Korean.
has_cjk_font() {
    [[ $(uname) == Darwin ]] || { has fc-list && [[ -n $(fc-list :lang=zh) ]]; }
}

can_get_shell() {
    can_install && [[ -n $(apt-cache show --no-all-versions chromium-headless-shell 2>/dev/null) ]]
}

can_install() {
    has apt-get && { [[ $EUID -eq 0 ]] || sudo -n true 2>/dev/null; }
}

# One after the other, because not every Debian-like system has them all.
install_missing() {
    local name packages
    apt_get update || true
    for name in $1; do
        read -r -a packages <<<"$(debian_packages "$name")"
        echo "Installing for the tests: ${packages[*]}" >&2
        apt_get install -y --no-install-recommends "${packages[@]}" || echo "apt-get could not do it." >&2
    done
}

# Waits up to ten minutes for another apt-get that holds the lock.
apt_get() {
    local as=()
    if [[ $EUID -ne 0 ]]; then
        as=(sudo -n)
    fi
    ${as[@]+"${as[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 "$@" >&2
}

# The server-core package has the server's program without a service that starts by itself.
debian_packages() {
    case "$1" in
        mariadb) echo "mariadb-server-core mariadb-client-core" ;;
        galera) echo "galera-4" ;;
        redis) echo "redis-server" ;;
        dovecot) echo "dovecot-imapd" ;;
        chromium) if can_get_shell; then echo "chromium-headless-shell"; else echo "chromium"; fi ;;
        font) echo "fontconfig fonts-noto-cjk" ;;
        *) echo "$1" ;;
    esac
}

explain() {
    local debian="" fedora="" homebrew="" name
    for name in $1; do
        debian+=" $(debian_packages "$name")"
        fedora+=" $(fedora_package "$name")"
        homebrew+=" $(homebrew_package "$name")"
    done
    cat >&2 <<TEXT
The tests miss programs of this system. Install them and try again:
  Debian, Ubuntu: apt-get install$debian
  Fedora:         dnf install$fedora
  Homebrew:       brew install$homebrew
A Chromium elsewhere (Ubuntu has it only as a snap) is named by NETEVENT_CHROMIUM=/path/to/chromium.
TEXT
}

fedora_package() {
    case "$1" in
        mariadb) echo "mariadb-server" ;;
        redis) echo "redis" ;;
        ffmpeg) echo "ffmpeg-free" ;;
        galera) echo "galera" ;;
        font) echo "google-noto-sans-cjk-fonts" ;;
        *) echo "$1" ;;
    esac
}

homebrew_package() {
    case "$1" in
        font) echo "font-noto-sans-cjk" ;;
        *) echo "$1" ;;
    esac
}

main
