#!/bin/sh
# Installs Warraq on a Debian machine, or upgrades it: two users, two services, nothing else running as root.
#
#   sudo deploy/install.sh --contact desk@example.org [--domain archive.example.org]
#   sudo deploy/install.sh --rollback                  # the release before this one, on the same data
#   sudo deploy/install.sh --rollback --with-data      # and the data as they were before the upgrade
#
# Run it as often as you like: what is there stays. Each version of the code has a folder of its own in
# /opt/warraq/releases; /opt/warraq/current points at the one that runs. Before an upgrade the archive is backed up to
# /var/backups/warraq; a release whose services do not come up is left for the one before it, by itself.
set -eu

HOME_DIR=/opt/warraq
RELEASES=$HOME_DIR/releases
CURRENT=$HOME_DIR/current
PREVIOUS=$HOME_DIR/previous
DATA=/var/lib/warraq
SETTINGS=$DATA/warraq.toml
WEB_SETTINGS=/etc/warraq/web.toml
OLD_SETTINGS=/etc/warraq/warraq.toml
BACKUPS=/var/backups/warraq
RESTORED=/var/lib/warraq.restored
UNITS=/etc/systemd/system
SERVICES="warraq-crawl.service warraq-web.service"
SECONDS_TO_COME_UP=90
SOURCE=$(cd "$(dirname "$0")/.." && pwd)

contact='' domain='' rollback='' with_data=''

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

read_arguments() {
    while [ $# -gt 0 ]; do
        case $1 in
            --contact) contact=${2:?--contact wants a mail or web address}; shift 2 ;;
            --domain) domain=${2:?--domain wants a host name}; shift 2 ;;
            --rollback) rollback=yes; shift ;;
            --with-data) with_data=yes; shift ;;
            -h | --help) sed -n '2,11s/^# \{0,1\}//p' "$0"; exit 0 ;;
            *) fail "install.sh knows no '$1'; install.sh --help says what it knows." ;;
        esac
    done
    [ "$(id -u)" = 0 ] || fail 'Run this as root (sudo): it makes users and services.'
    case $contact in *[\"\\]*) fail 'The contact is a mail or web address, without quotation marks.' ;; esac
    case $domain in *[!A-Za-z0-9.-]*) fail 'The domain is a host name, such as archive.example.org.' ;; esac
}

install_packages() {
    wanted=''
    python3 -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || wanted='python3 python3-venv'
    command -v make >/dev/null || wanted="$wanted make"
    [ -e /etc/ssl/certs/ca-certificates.crt ] || wanted="$wanted ca-certificates"
    [ -z "$domain" ] || command -v caddy >/dev/null || wanted="$wanted caddy"
    [ -z "$domain" ] || command -v nft >/dev/null || wanted="$wanted nftables"
    [ -n "$wanted" ] || return 0
    say "Installing from Debian:$wanted"
    apt-get update -q
    # shellcheck disable=SC2086  # a list of names
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $wanted
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail 'Warraq needs Python 3.11: Debian 12 or newer.'
}

make_users() {
    # The crawler writes the archive. The server, in its group, reads it, and can write nothing.
    for user in warraq warraq-web; do
        getent passwd $user >/dev/null || useradd --system --user-group --no-create-home --home-dir /nonexistent \
            --shell /usr/sbin/nologin $user
    done
    usermod --append --groups warraq warraq-web
    install -d -o warraq -g warraq -m 0750 $DATA $DATA/outlets
    install -d -o warraq -g warraq -m 0700 $BACKUPS
    install -d -m 0755 $HOME_DIR $RELEASES /etc/warraq
}

build_release() {
    # Named by what is in it: the same code again is the same release, and nothing to do.
    tree=$(cd "$SOURCE" && find archive spiders scheduler docs deploy pyproject.toml requirements.lock Makefile README.md \
        -type f ! -path '*/__pycache__/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)
    release=$RELEASES/$tree
    [ ! -e "$release/.complete" ] || return 0
    say "Building the release $tree …"
    rm -rf "$release"
    mkdir -p "$release"
    (cd "$SOURCE" && tar -cf - --exclude=__pycache__ archive spiders scheduler docs deploy pyproject.toml \
        requirements.lock Makefile README.md LICENSE) | tar -xf - -C "$release"
    make -s -C "$release" install
    "$release/.venv/bin/python" -m compileall -q "$release/archive" "$release/spiders" "$release/scheduler" || true
    chmod -R go+rX,go-w "$release"
    touch "$release/.complete"
}

as_crawler() {
    setpriv --reuid=warraq --regid=warraq --init-groups --reset-env env HOME=$DATA "$@"
}

take_over_configuration() {
    # The first releases kept it in /etc; theirs stays there, for a rollback.
    [ ! -e $SETTINGS ] && [ -e $OLD_SETTINGS ] || return 0
    cp $OLD_SETTINGS $SETTINGS
    [ ! -e $WEB_SETTINGS ] || grep -q '^saved_searches *=' $WEB_SETTINGS ||
        sed -i '1i saved_searches = false' $WEB_SETTINGS
}

write_configuration() {
    take_over_configuration
    if [ ! -e $SETTINGS ]; then
        [ -n "$contact" ] || fail "Say with --contact whom webmasters can write to: it stands in the user agent."
        address=http://127.0.0.1:8001
        [ -z "$domain" ] || address=https://$domain
        printf 'contact = "%s"\npublic_address = "%s"\n' "$contact" "$address" >$SETTINGS
    fi
    # It may hold passwords of channels: the server is told no more than it shows, and has nowhere to keep what readers
    # save.
    chown warraq:warraq $SETTINGS && chmod 0600 $SETTINGS
    if [ ! -e $WEB_SETTINGS ]; then
        { grep -E '^(contact|public_address) *=' $SETTINGS || true; printf 'saved_searches = false\n'; } >$WEB_SETTINGS
    fi
    chown root:warraq-web $WEB_SETTINGS && chmod 0640 $WEB_SETTINGS
    for file in $SETTINGS $WEB_SETTINGS; do
        "$release/.venv/bin/warraq" config check "$file" >/dev/null || fail "Mend $file and run this again."
    done
}

write_units() {
    for unit in $SERVICES; do
        install -m 0644 "$1/deploy/systemd/$unit" "$UNITS/$unit"
    done
    # A resolver in a private network, or this machine's own, must stay reachable behind the filter of addresses.
    mkdir -p $UNITS/warraq-crawl.service.d
    {
        printf '[Service]\n'
        awk '$1 == "nameserver" { sub(/%.*/, "", $2); print "IPAddressAllow=" $2 }' /etc/resolv.conf
    } >$UNITS/warraq-crawl.service.d/resolvers.conf
    systemctl daemon-reload
    # shellcheck disable=SC2086
    systemctl --quiet enable $SERVICES
}

write_proxy() {
    [ -n "$domain" ] || return 0
    sed "s/archive\.example\.org/$domain/" "$release/deploy/Caddyfile" >/etc/caddy/Caddyfile
    install -m 0644 "$release/deploy/nftables.conf" /etc/nftables.d-warraq.conf
    nft -f /etc/nftables.d-warraq.conf || say 'No limit of connections: this kernel has no nftables.'
    systemctl --quiet enable caddy
    systemctl restart caddy
}

is_up() {
    for _ in $(seq $SECONDS_TO_COME_UP); do
        # shellcheck disable=SC2086
        if systemctl --quiet is-active $SERVICES; then
            return 0
        fi
        sleep 1
    done
    return 1
}

point_at() {
    ln -sfn "$1" $CURRENT.new
    mv -T $CURRENT.new $CURRENT
    write_units "$1"
}

start() {
    # shellcheck disable=SC2086
    systemctl reset-failed $SERVICES 2>/dev/null || true
    # shellcheck disable=SC2086
    systemctl restart $SERVICES || true
}

back_up() {
    [ -e $DATA/warraq.db ] || return 0
    say "Backing up to $BACKUPS …"
    as_crawler "$1/.venv/bin/warraq" backup $BACKUPS --data $DATA >/dev/null ||
        fail "No backup could be made of $DATA, so nothing was changed. See above."
}

switch_to_release() {
    old=$(readlink $CURRENT 2>/dev/null || true)
    if [ "$old" = "$release" ]; then
        write_units "$release"
        # shellcheck disable=SC2086
        systemctl --quiet is-active $SERVICES || start
        is_up || fail 'The services do not run: journalctl -u warraq-crawl -u warraq-web says why.'
        say "This release runs already ($(basename "$release"))."
        return 0
    fi
    # By the release that will have to read it: the new one brings what it opens up to date.
    [ -z "$old" ] || back_up "$old"
    # shellcheck disable=SC2086
    systemctl stop $SERVICES 2>/dev/null || true
    point_at "$release"
    start
    if is_up; then
        [ -z "$old" ] || ln -sfn "$old" $PREVIOUS
        say "Warraq runs: http://127.0.0.1:8001/ on this machine. Its log: journalctl -fu warraq-crawl -u warraq-web"
        return 0
    fi
    journalctl --no-pager -n 30 -u warraq-crawl -u warraq-web >&2 || true
    [ -n "$old" ] || fail 'The services did not come up; their last lines stand above.'
    say "The new release did not come up; back to $(basename "$old")."
    point_at "$old"
    start
    is_up || fail "The old release does not come up either, as the data may be newer now: $0 --rollback --with-data"
    fail 'The release of before runs again. Its successor did not come up: its last lines stand above.'
}

restore_as() {
    say "Restoring the newest backup …"
    rm -rf $RESTORED
    install -d -o warraq -g warraq -m 0750 $RESTORED
    as_crawler "$1/.venv/bin/warraq" drill $BACKUPS --to $RESTORED/data >/dev/null ||
        fail "The release before this one cannot restore the newest backup, so nothing was changed. See above; newer sets can be moved out of $BACKUPS/sets."
}

put_back() {
    aside=$DATA.$(date -u +%Y%m%dT%H%M%SZ)
    mv $DATA "$aside"
    mv $RESTORED/data $DATA
    rmdir $RESTORED
    make_users
    chmod 0750 $DATA
    say "What was there is kept in $aside; what was fetched since lies in its folder warc: warraq import takes it in again."
}

roll_back() {
    old=$(readlink $PREVIOUS 2>/dev/null || true)
    [ -e "${old:-/nowhere}/.complete" ] || fail 'There is no release before this one.'
    now=$(readlink $CURRENT)
    [ -z "$with_data" ] || restore_as "$old"
    # shellcheck disable=SC2086
    systemctl stop $SERVICES
    [ -z "$with_data" ] || put_back
    point_at "$old"
    ln -sfn "$now" $PREVIOUS
    start
    is_up || fail 'The release before this one does not come up on these data: try --rollback --with-data.'
    say "Warraq runs as of release $(basename "$old")."
}

read_arguments "$@"
cd /
if [ -n "$rollback" ]; then
    roll_back
    exit 0
fi
install_packages
make_users
build_release
write_configuration
switch_to_release
write_proxy
