#!/bin/sh
# Installs the Debian packages that the program and its tests need, and only those that are missing.
# With nothing missing it asks nothing of the network. Names are those of Debian 12.
set -eu
PATH=$PATH:/usr/sbin:/sbin # dpkg looks for its own tools there; a bare environment leaves them out

packages='
python3-venv         # makes .venv
libgl1               # Qt loads it even without a screen
libegl1              # same
libglib2.0-0         # Qt core
libdbus-1-3          # Qt: input methods, accessibility
libxkbcommon0        # Qt: keyboard layouts
libx11-6             # Qt window
libfontconfig1       # Qt finds fonts with it
libx11-xcb1          # Qt window under X11, as are all libxcb below
libxcb-cursor0
libxcb-icccm4
libxcb-image0
libxcb-keysyms1
libxcb-randr0
libxcb-render-util0
libxcb-shape0
libxcb-shm0
libxcb-sync1
libxcb-util1
libxcb-xfixes0
libxcb-xkb1
libxkbcommon-x11-0   # keyboard under X11
libcups2             # printing
fonts-noto-cjk       # Chinese characters on the screen
xvfb                 # tests and screenshots open a real window on it
xauth                # xvfb-run needs it
poppler-utils        # tests read and draw the PDFs as an office would
qpdf                 # tests check the structure of the PDFs
tar                  # tests open every layer of a bundle with ordinary tools: the frame
minisign             # ... its signature
age                  # ... its encryption
zstd                 # ... its compression
postgresql-15        # the county database of the tests
openssh-server       # ... a place reached by SFTP
openbox              # ... a window manager for the real window
'

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo 'This is no Debian system; install the packages named in scripts/install_debian.sh by its own means.' >&2
    exit 0
fi

missing=''
for package in $(printf '%s\n' "$packages" | sed 's/#.*//'); do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=''
[ "$(id -u)" = 0 ] || as_root=sudo
echo "Installing Debian packages:$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086 # a list of names
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing
