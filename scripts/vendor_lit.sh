#!/bin/sh
# Rebuild ui/vendor/lit.js from npm, byte for byte. Only for raising the version: an installation never needs Node.
#   scripts/vendor_lit.sh          write the file and its sha256 into vendor.json
#   scripts/vendor_lit.sh --check  rebuild beside it and fail if one byte differs
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
vendor="$root/ui/vendor"
field() { sed -n "s/.*\"$1\": \"\(.*\)\".*/\1/p" "$vendor/vendor.json" | head -1; }
lit=${LIT:-$(field version)}
esbuild=${ESBUILD:-$(field builder | sed 's/esbuild@//')}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp "$vendor/lit.entry.js" "$work/entry.js"
cd "$work"
npm install --no-save --no-package-lock --silent "lit@$lit" "esbuild@$esbuild"
# --legal-comments=none drops Lit's notice from the bundle, so the licence file stands beside it.
./node_modules/.bin/esbuild entry.js --bundle --minify --format=esm --target=es2022 --legal-comments=none --outfile=lit.js --log-level=warning
sha=$(sha256sum lit.js | cut -d' ' -f1)

if [ "${1:-}" = --check ]; then
  cmp lit.js "$vendor/lit.js" || { echo "ui/vendor/lit.js is not what lit@$lit and esbuild@$esbuild give" >&2; exit 1; }
  [ "$sha" = "$(field sha256)" ] || { echo "vendor.json names another sha256" >&2; exit 1; }
  echo "ui/vendor/lit.js is lit@$lit, $sha"
  exit 0
fi

cp lit.js "$vendor/lit.js"
cp node_modules/lit/LICENSE "$vendor/lit.LICENSE"
cat > "$vendor/vendor.json" <<JSON
[
  {
    "name": "lit",
    "version": "$lit",
    "file": "lit.js",
    "sha256": "$sha",
    "licence": "BSD-3-Clause",
    "licence_file": "lit.LICENSE",
    "builder": "esbuild@$esbuild"
  }
]
JSON
echo "ui/vendor/lit.js is lit@$lit, $sha"
