#!/bin/bash
# the tarball brings configure; CPU_COUNT and PREFIX are conda's
set -euo pipefail
./configure --prefix="$PREFIX" --disable-static --disable-silent-rules
make -j"${CPU_COUNT:-1}"
make install
rm -f "$PREFIX"/lib/libstardose.la
