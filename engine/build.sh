#!/usr/bin/env bash
# Builds the engine of a page as WebAssembly: target/engine/kennis_engine.wasm, and the same packed by gzip.
#
# The ordinary way is the target wasm32-unknown-unknown of the installed toolchain (rustup target add wasm32-unknown-unknown).
# Where that is not there, Debian's compiler and sources of the standard library (rustc-web, rust-web-src) are unpacked into
# target/engine/toolchain, and the standard library is built too; the installed toolchain gives cargo and the linker.
# The engine has no path of the machine that built it inside.
#   engine/build.sh [--compiler]   only fetches the compiler, where one is needed
set -euo pipefail
cd "$(dirname "$0")/.."

root="$PWD"
out="${CARGO_TARGET_DIR:-$root/target}/engine"
triple=wasm32-unknown-unknown
sysroot="$(rustc --print sysroot)"
cargo_home="${CARGO_HOME:-$HOME/.cargo}"
options=()
sources="$sysroot/lib/rustlib/src/rust"

# debian: Debian's compiler, unpacked, and what cargo must know of it.
debian() {
    local unpacked="$out/toolchain" host package standard llvm
    if [ ! -x "$unpacked/usr/bin/rustc" ]; then
        echo "engine: $triple is not installed; Debian's rustc-web is unpacked"
        mkdir -p "$out/packages"
        standard="$(apt-cache depends libstd-rust-web-dev | grep -o 'libstd-rust-web-[0-9][0-9.]*' | head -n 1)"
        llvm="$(apt-cache depends "$standard" | grep -o 'libllvm[0-9][0-9]*' | head -n 1)"
        (cd "$out/packages" && apt-get download -q rustc-web rust-web-src libstd-rust-web-dev "$standard" "$llvm")
        for package in "$out"/packages/*.deb; do
            dpkg -x "$package" "$unpacked"
        done
        rm -r "$out/packages"
    fi
    sources="$(echo "$unpacked"/usr/src/rustc-*)"
    host="$(rustc -vV | sed -n 's/^host: //p')"
    export RUSTC="$unpacked/usr/bin/rustc" RUSTC_BOOTSTRAP=1
    export LD_LIBRARY_PATH="$unpacked/usr/lib/x86_64-linux-gnu${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$sysroot/lib/rustlib/$host/bin/rust-lld"
    options=(-Z build-std=std,panic_abort)
}

[ -d "$sysroot/lib/rustlib/$triple" ] || debian
[ "${1:-}" != --compiler ] || exit 0

export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS="-C target-feature=+simd128 \
--remap-path-prefix=$sources=rust --remap-path-prefix=$cargo_home=cargo --remap-path-prefix=$root=kennis"
unset RUSTFLAGS
cargo build --manifest-path engine/Cargo.toml --release --target "$triple" --target-dir "$out/build" "${options[@]}"

engine="$out/kennis_engine.wasm"
cp "$out/build/$triple/release/kennis_engine.wasm" "$engine"
# Without name and time, so that the same engine gives the same bytes.
gzip -9 -n -c "$engine" > "$engine.gz"
if grep -aqF -e "$root" -e "$cargo_home" "$engine"; then
    echo "engine: a path of this machine is inside" >&2
    exit 1
fi
echo "engine: $engine, $(stat -c %s "$engine") bytes, $(stat -c %s "$engine.gz") packed"
