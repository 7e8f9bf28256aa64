# find_package(cred): targets cred::cred (octets in, octets out) and cred::qr (QR symbols and scanning).
include(CMakeFindDependencyMacro)
find_dependency(PkgConfig)
find_dependency(tl-expected)
find_dependency(OpenSSL 3.0 COMPONENTS Crypto)
find_dependency(ZLIB)
find_dependency(ZXing)
# Names and targets as in our own build: the exported targets refer to them.
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(CBOR REQUIRED IMPORTED_TARGET libcbor)
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
include(${CMAKE_CURRENT_LIST_DIR}/cred-targets.cmake)
